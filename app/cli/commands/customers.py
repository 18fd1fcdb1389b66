"""Customers: put one in the book, find them, show all that the till shows of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from app.cli.command import command, request_option
from app.cli.desk import Desk
from app.cli.output import print_facts, print_lines, print_table
from app.cli.values import consents
from app.kernel.i18n import _

_ADD_EXAMPLE = "regulars add-customer --name 'Maria Sandberg' --phone '+49 30 5550123' --birthday 03-05"


@command("add-customer", _("Put a new customer in the book."), _ADD_EXAMPLE)
@click.option("--name", required=True, help=_("The name, as it is to be printed."))
@click.option("--phone", multiple=True, help=_("A phone number; may be given several times."))
@click.option("--email", multiple=True, help=_("An e-mail address; may be given several times."))
@click.option("--birthday", metavar="[YYYY]-MM-DD", help=_("1990-03-05, or 03-05 without a year."))
@click.option("--card", metavar="NUMBER", help=_("A card they have; without it they get the next one."))
@click.option("--favourite", default="", help=_("What they usually have."))
@click.option("--alert", default="", help=_("What everybody at the till must know, such as an allergy."))
@click.option(
    "--consent",
    "said",
    multiple=True,
    metavar="CHANNEL=yes|no",
    help=_(
        "What they said of news by email, phone, message or post, such as post=no; "
        "may be given several times."
    ),
)
@click.option("--sent-by", metavar="CUSTOMER", help=_("Who sent them."))
@request_option
def add_customer(
    desk: Desk,
    name: str,
    phone: tuple[str, ...],
    email: tuple[str, ...],
    birthday: str | None,
    card: str | None,
    favourite: str,
    alert: str,
    said: tuple[str, ...],
    sent_by: str | None,
    request_id: str | None,
) -> None:
    with desk.open() as book:
        from app.customers.birthdays import parse_birthday
        from app.customers.commands import AddCustomer
        from app.customers.commands import add_customer as add
        from app.customers.contacts import Contact
        from app.customers.draft import CustomerDraft
        from app.customers.search import resolve

        contacts = [Contact("phone", value) for value in phone] + [Contact("email", value) for value in email]
        draft = CustomerDraft(
            name=name,
            card_number=card or "",
            contacts=tuple(contacts),
            birthday=parse_birthday(birthday or "", book.context.country),
            favourite=favourite,
            alert=alert,
            consents=consents(said),
            referred_by=None if sent_by is None else book.ask(resolve, sent_by),
        )
        added = book.do(add, AddCustomer(draft, request_id))
    answer = {"id": added.id, "card_number": added.card_number, "already_done": added.already_done}
    words = _("Customer {id}, card {card}.").format(id=added.id, card=added.card_number)
    desk.emit(answer, lambda: print_lines(words))


@command("find", _("Find customers by anything they are known by, best first."), "regulars find 'mari s'")
@click.argument("text")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help=_("How many."))
def find(desk: Desk, text: str, limit: int) -> None:
    with desk.open() as book:
        from app.customers.search import find as search
        from app.kernel.unit import View
        from app.loyalty.queries import balances

        def look(view: View) -> list[dict[str, Any]]:
            matches = search(view, text, limit)
            points = balances(view, [match.id for match in matches])
            return [
                {
                    "id": match.id,
                    "name": match.name,
                    "card_number": match.card_number,
                    "points": points[match.id],
                    "why": match.why,
                    "subtitle": match.subtitle,
                }
                for match in matches
            ]

        found = book.ask(look)

    def show_matches() -> None:
        if not found:
            print_lines(_("Nobody in the book answers to “{text}”.").format(text=text[:60]))
            return
        columns = (_("Id"), _("Name"), _("Card"), _("Points"), _("Why"), "")
        print_table(columns, [tuple(row.values()) for row in found], numbers=(0, 3))

    desk.emit({"matches": found}, show_matches)


@command("show", _("Show a customer's card: points, rewards, visits."), "regulars show 290000000017 --json")
@click.argument("customer")
def show(desk: Desk, customer: str) -> None:
    with desk.open() as book:
        from app.customers.queries import card, resolve
        from app.groups.facts import card_facts
        from app.kernel.money import decimal_string, format_money
        from app.kernel.unit import View
        from app.loyalty.queries import loyalty_panel

        currency, locale = book.context.currency, book.context.locale

        def look(view: View) -> tuple[dict[str, Any], int]:
            customer_id = resolve(view, customer)
            known, facts = card(view, customer_id), card_facts(view, customer_id)
            panel = loyalty_panel(view, customer_id)
            answer = {
                "id": customer_id,
                "name": known.name,
                "card_number": known.card_number,
                "points": panel.points,
                "tier": panel.tier.name or None if panel.tier else None,
                "stamps": [
                    {
                        "card": card.card,
                        "name": card.name,
                        "have": card.have,
                        "of": card.of,
                        "full": card.full,
                        "gives": card.gives,
                    }
                    for card in panel.stamps
                ],
                "rewards": [
                    {
                        "id": reward.id,
                        "name": reward.name,
                        "cost": reward.cost,
                        "ready": reward.ready,
                        "missing": reward.missing,
                        "why_not": reward.why_not,
                        "max_steps": reward.max_steps,
                    }
                    for reward in panel.rewards
                ],
                "expiring": [{"points": points, "on": day.isoformat()} for points, day in panel.expiring],
                "visits": facts.visits,
                "last_visit": facts.last_visit.isoformat() if facts.last_visit else None,
                "usual_days": facts.rhythm_days,
                "days_since": facts.days_since,
                "late": facts.late,
                "spent": decimal_string(facts.spent, currency),
                "birthday": str(known.birthday) if known.birthday else None,
                "favourite": known.favourite,
                "alert": known.alert,
                "consents": dict(known.consents),
                "archived": known.archived,
            }
            return answer, facts.spent

        answer, spent = book.ask(look)
        money = format_money(spent, currency, locale)
    desk.emit(answer, lambda: _print_card(answer, money))


def _print_card(answer: dict[str, Any], spent: str) -> None:
    stamps = [
        _("{card} {have} of {of}").format(card=card["name"], have=card["have"], of=card["of"])
        for card in answer["stamps"]
    ]
    lapse = [_("{points} on {day}").format(points=lot["points"], day=lot["on"]) for lot in answer["expiring"]]
    print_facts(
        [
            (_("Id"), answer["id"]),
            (_("Name"), answer["name"]),
            (_("Card"), answer["card_number"]),
            (_("Mind"), answer["alert"]),
            (_("Usually"), answer["favourite"]),
            (_("Points"), answer["points"]),
            (_("Tier"), answer["tier"]),
            (_("Points lapse"), ", ".join(lapse)),
            (_("Stamps"), ", ".join(stamps)),
            (_("Visits"), answer["visits"]),
            (_("Last visit"), answer["last_visit"]),
            (_("Usual days between visits"), answer["usual_days"]),
            (_("Later than usual"), _("yes") if answer["late"] else ""),
            (_("Spent"), spent),
            (_("Birthday"), answer["birthday"]),
            (_("Said yes to"), _channels(answer["consents"], given=True)),
            (_("Said no to"), _channels(answer["consents"], given=False)),
        ]
    )
    if answer["rewards"]:
        print_lines(" ")
        rows = [
            (
                reward["name"],
                reward["cost"],
                _("ready") if reward["ready"] else reward["why_not"] or reward["missing"],
            )
            for reward in answer["rewards"]
        ]
        print_table((_("Reward"), _("Costs"), _("Missing")), rows, numbers=(1, 2))


def _channels(consents: Mapping[str, bool], *, given: bool) -> str:
    """The channels of that word, in words."""
    named = {"email": _("e-mail"), "phone": _("calls"), "message": _("messages"), "post": _("post")}
    return ", ".join(named[channel] for channel, word in consents.items() if word is given)


ALL = {"add-customer": add_customer, "find": find, "show": show}
