"""Vouchers: a customer's, issue one, use one, withdraw one; and who sent whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from app.cli.command import at_option, command, request_option
from app.cli.desk import Desk, instant
from app.cli.output import print_facts, print_lines, print_table
from app.kernel.i18n import _


@command("vouchers", _("Show a customer's vouchers: those for today, or all."), "regulars vouchers 7 --all")
@click.argument("customer")
@click.option("--all", "every", is_flag=True, help=_("Also those used, withdrawn, too old or still to come."))
def vouchers(desk: Desk, customer: str, every: bool) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.kernel.unit import View
        from app.loyalty.queries import VoucherRow, vouchers_of

        def look(view: View) -> tuple[VoucherRow, ...]:
            return vouchers_of(view, resolve(view, customer), all=every)

        found = book.ask(look)
    rows: list[dict[str, Any]] = [
        {
            "code": row.code,
            "name": row.name,
            "gives": row.words,
            "occasion": row.occasion,
            "valid_from": row.valid_from.isoformat(),
            "valid_until": row.valid_until.isoformat(),
            "state": str(row.standing),
            "reason": row.reason,
        }
        for row in found
    ]

    def show() -> None:
        if not found:
            print_lines(_("There are no vouchers to show."))
            return
        columns = (_("Number"), _("Voucher"), _("Gives"), _("State"), _("Reason"))
        shown = [(row.code, row.name, row.words, row.state_words, row.reason) for row in found]
        print_table(columns, shown)

    desk.emit({"vouchers": rows}, show)


@command(
    "voucher-issue",
    _("Give a customer a voucher of the programme, by its id or its exact name."),
    "regulars voucher-issue 7 sorry --reason 'The coffee was cold'",
)
@click.argument("customer")
@click.argument("rule")
@click.option("--reason", default="", help=_("Why, in a few words."))
@request_option
def voucher_issue(desk: Desk, customer: str, rule: str, reason: str, request_id: str | None) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.loyalty.commands import IssueVoucher, issue_voucher

        customer_id = book.ask(resolve, customer)
        issued = book.do(issue_voucher, IssueVoucher(customer_id, rule, reason, request_id))
    answer = {
        "voucher": issued.voucher,
        "code": issued.code,
        "name": issued.name,
        "valid_until": issued.valid_until,
        "already_done": issued.already_done,
    }
    words = _("Voucher {code}: {name}, until {day}.").format(
        code=issued.code, name=issued.name, day=issued.valid_until
    )
    desk.emit(answer, lambda: print_lines(words))


@command(
    "voucher-use", _("Use a voucher by its number, once."), "regulars voucher-use 270000000017 --customer 7"
)
@click.argument("code")
@click.option("--customer", metavar="CUSTOMER", help=_("Who stands at the till; it must be theirs."))
@click.option("--purchase", type=click.IntRange(min=1), help=_("The purchase it was used with."))
@at_option
@request_option
def voucher_use(
    desk: Desk,
    code: str,
    customer: str | None,
    purchase: int | None,
    at: datetime | None,
    request_id: str | None,
) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.kernel.money import decimal_string
        from app.loyalty.commands import UseVoucher, use_voucher

        customer_id = None if customer is None else book.ask(resolve, customer)
        wanted = UseVoucher(code, None, customer_id, purchase, instant(book, at), request_id)
        used = book.do(use_voucher, wanted)
        value = None if used.value is None else decimal_string(used.value, book.context.currency)
    answer = {
        "redemption": used.redemption,
        "voucher": used.voucher,
        "customer": used.customer_id,
        "name": used.reward_name,
        "value": value,
        "already_done": used.already_done,
    }
    desk.emit(answer, lambda: print_lines(_("Used: {name}.").format(name=used.reward_name)))


@command(
    "voucher-withdraw",
    _("Withdraw a voucher that was not used."),
    "regulars voucher-withdraw 270000000017",
)
@click.argument("code")
@request_option
def voucher_withdraw(desk: Desk, code: str, request_id: str | None) -> None:
    with desk.open() as book:
        from app.loyalty.commands import WithdrawVoucher, withdraw_voucher

        gone = book.do(withdraw_voucher, WithdrawVoucher(code, request_id))
    answer = {"voucher": gone.voucher, "name": gone.name, "already_done": gone.already_done}
    desk.emit(answer, lambda: print_lines(_("Withdrawn: {name}.").format(name=gone.name)))


@command("referrals", _("Show who sent a customer, and whom the customer sent."), "regulars referrals 7")
@click.argument("customer")
def referrals(desk: Desk, customer: str) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.kernel.unit import View
        from app.loyalty.queries import ReferralChain, referral_chain

        def look(view: View) -> ReferralChain:
            return referral_chain(view, resolve(view, customer))

        chain = book.ask(look)
    answer = {
        "sent_by": [{"id": number, "name": name} for number, name in chain.sent_by],
        "points": chain.own,
        "sent": [
            {
                "id": friend.id,
                "name": friend.name,
                "state": str(friend.state),
                "points": friend.points,
                "on": friend.rewarded_on.isoformat() if friend.rewarded_on else None,
            }
            for friend in chain.sent
        ],
    }

    def show() -> None:
        print_facts([(_("Sent by"), " ← ".join(name for _id, name in chain.sent_by) or _("nobody"))])
        rows = [(friend.name, str(friend.state), friend.points, friend.rewarded_on) for friend in chain.sent]
        if rows:
            print_table((_("Sent"), _("State"), _("Points"), _("Day")), rows, numbers=(2,))

    desk.emit(answer, show)


ALL = {
    "vouchers": vouchers,
    "voucher-issue": voucher_issue,
    "voucher-use": voucher_use,
    "voucher-withdraw": voucher_withdraw,
    "referrals": referrals,
}
