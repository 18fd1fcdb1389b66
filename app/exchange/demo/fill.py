"""Filling a new shop: people, their history and what was said, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta

from sqlalchemy import bindparam, delete, select, update

from app.customers.bulk import add_many
from app.customers.bulk_rows import Row, insert_rows
from app.customers.commands import AT_THE_TILL
from app.customers.draft import CustomerDraft
from app.customers.models import Consent, Customer
from app.exchange.demo.asked import asked
from app.exchange.demo.campaign import began, lot, write_campaign, write_groups
from app.exchange.demo.days import Span
from app.exchange.demo.life import Life, history, life
from app.exchange.demo.people import Person, chance, person
from app.exchange.demo.plan import DEMO_SHOP, DemoMade, DemoPlan, check_plan
from app.exchange.demo.programme import lay_programme
from app.exchange.demo.story import stories
from app.exchange.demo.talk import Talk, talks
from app.exchange.demo.telling import tell
from app.exchange.demo.voices import voiced
from app.kernel.book import Book
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.unit import Unit
from app.loyalty.bulk import BulkRow, ring_up_many
from app.loyalty.commands import LapseDue, evaluate_all, lapse_due
from app.loyalty.models import DailyRun
from app.sales.tables import run, table
from app.shop.commands import SaveShop, save_shop
from app.shop.queries import ShopProfile
from app.staff.commands import AddStaff, add_staff
from app.staff.queries import staff_list
from app.touchpoints.models import Touchpoint

CLOSING = time(18, 0)
"""Local time of the last day's end when the plan names the day."""

WRITE_AT = 10_000
_NOON = time(12)
_CUSTOMER, _CONSENT = table(Customer), table(Consent)
_REFERRED, _ARCHIVED = 0.04, 0.012
_TALK = ("customer_id", "kind", "at", "text", "data", "due_on", "done_at", "done_by", "staff_id", "till")
_THIS = _CUSTOMER.c.id == bindparam("b_id")
_BY = update(_CUSTOMER).where(_THIS).values(referred_by_id=bindparam("b_by"))
_AGREED = update(_CONSENT).where(_CONSENT.c.id == bindparam("b_id")).values(at=bindparam("b_at"))
_AT = update(_CUSTOMER).where(_THIS).values(archived_at=bindparam("b_at"))


@dataclass(frozen=True)
class FillDemo:
    """Fill the open, new shop by the plan."""

    plan: DemoPlan
    progress: Progress = field(default_factory=Progress, compare=False)


def fill_demo(book: Book, plan: DemoPlan, progress: Progress | None = None) -> DemoMade:
    """Fill a new shop (made from `DEMO_SHOP`) by the plan. Refused when it has customers already.

    All or nothing; `progress` counts customers twice, once for their cards and once for their history.
    """
    check_plan(plan)
    progress = progress or Progress()
    made = book.do(_fill, FillDemo(plan, progress))
    progress.finish(plan.customers * 2)
    return made


def _fill(unit: Unit, cmd: FillDemo) -> DemoMade:
    if unit.session.scalar(select(Customer.id).limit(1)) is not None:
        raise Refused(_("This shop has customers already. A demonstration is made in a new file."))
    plan = cmd.plan
    zone_name = unit.context.timezone
    day = plan.until or unit.today
    span = Span(day - timedelta(days=plan.days - 1), day, unit.now, zone_name)
    if plan.until is not None:  # the shop of a named day is the same whenever it is made
        closing = span.at(day, CLOSING)
        end = unit.now if unit.day_of(unit.now) == day else closing
        span = Span(span.first, day, end, zone_name)
        unit.now = end
    lay_programme(unit, span.last)
    staff = _open_shop(unit)
    filler = _Filler(unit, plan, span, staff, cmd.progress)
    made = filler.fill()
    lapse_due(unit, LapseDue())
    evaluate_all(unit, unit.today)
    # What this history makes due, vouchers for one, is for the next daily run: it has not looked at it yet.
    run(unit.session, delete(table(DailyRun)))
    unit.record = None  # a demonstration is nothing to undo
    for topic in ("customer", "tag", "touchpoint", "staff", "shop"):
        unit.changed(topic)
    return made


def _open_shop(unit: Unit) -> tuple[int, ...]:
    """The shop's profile and the people at its till."""
    save_shop(
        unit,
        SaveShop(
            ShopProfile(
                name=DEMO_SHOP.name, currency=unit.context.currency, country=unit.context.country,
                timezone=unit.context.timezone, locale=unit.context.locale, tagline="Books and coffee",
                street="14 Mill Lane", postal_code="BA1 2AB", city="Bath", phone="01225 555 014",
                email="hello@kettleandquill.example", closing_line="",
            )
        ),
    )  # fmt: skip
    known = {person.name: person.id for person in staff_list(unit)}
    return tuple(known.get(name) or add_staff(unit, AddStaff(name)).id for name in ("Jonas", "Lena"))


class _Filler:
    """One run over the plan's customers; nothing is kept of anybody but their id."""

    def __init__(
        self, unit: Unit, plan: DemoPlan, span: Span, staff: tuple[int, ...], progress: Progress
    ) -> None:
        self._unit, self._plan, self._span, self._staff, self._progress = unit, plan, span, staff, progress
        self._stories = stories(span, staff)[: plan.customers]
        self._talks: list[Row] = []
        self._lots: list[tuple[int, bool]] = []
        self._written = 0

    def fill(self) -> DemoMade:
        ids = [id_ for id_ in add_many(self._unit, self._drafts(), source=AT_THE_TILL) if id_]
        bought = sum(tell(self._unit, story, id_) for story, id_ in zip(self._stories, ids, strict=False))
        for story, id_ in zip(self._stories, ids, strict=False):
            for talk in story.talks:
                if talk.at >= self._span.at(self._span.first, time(0)):
                    self._take(id_, talk)
        result = ring_up_many(self._unit, self._histories(ids))
        self._write()
        self._date_consents()
        self._settle(ids)
        self._write_groups()
        return DemoMade(len(ids), bought + result.purchases, self._written)

    def _make(self, place: int) -> tuple[Life, Person]:
        led = life(self._plan.seed, place, self._span, self._plan.customers, self._plan.visits)
        return led, person(self._plan.seed, place, led.joined_on, self._span.last)

    def _drafts(self) -> Iterator[CustomerDraft]:
        for place in range(self._plan.customers):
            self._progress.step(place, self._plan.customers * 2, _("Making up customers"))
            if place < len(self._stories):
                yield self._stories[place].draft
            else:
                yield self._make(place)[1].draft

    def _histories(self, ids: list[int]) -> Iterator[BulkRow]:
        """The rows of everybody but those of the stories; what was said is written on the way."""
        seed, total = self._plan.seed, self._plan.customers
        for place in range(len(self._stories), total):
            self._progress.step(total + place, total * 2, _("Writing their history"))
            led, who = self._make(place)
            by_post = ("post", False) not in who.draft.consents
            drawn = lot(seed, place, led, self._span) if by_post else None
            if drawn is not None:
                self._lots.append((ids[place], drawn.held_out))
            more = drawn.came if drawn is not None else None
            rows, seen = history(seed, place, ids[place], who, led, self._span, self._staff, more)
            said = talks(seed, place, led, seen, self._span, self._staff)
            told = voiced(seed, place, said, self._span, self._staff)
            for talk in (*told, *asked(seed, place, seen, told, self._span, self._staff)):
                if by_post or talk.kind != "letter":
                    self._take(ids[place], talk)
            yield from rows

    def _take(self, customer_id: int, talk: Talk) -> None:
        done_by = talk.staff_id if talk.done_at else None
        self._talks.append(
            (customer_id, talk.kind, talk.at, talk.text, talk.data_text, talk.due_on, talk.done_at, done_by,
             talk.staff_id, "Till 1" if talk.staff_id else "")
        )  # fmt: skip
        if len(self._talks) >= WRITE_AT:
            self._write()

    def _write(self) -> None:
        insert_rows(self._unit, Touchpoint, _TALK, self._talks)
        self._written += len(self._talks)
        self._talks = []

    def _write_groups(self) -> None:
        write_groups(self._unit, self._staff[0])
        start = began(self._span)
        if start is not None:
            write_campaign(self._unit, start, self._lots, self._staff[0])

    def _date_consents(self) -> None:
        """They were asked when their cards were made, not on the day the shop was made up."""
        asked = select(_CONSENT.c.id, _CUSTOMER.c.joined_on).join(
            _CUSTOMER, _CUSTOMER.c.id == _CONSENT.c.customer_id
        )
        given = [
            {"b_id": number, "b_at": min(self._span.at(joined, _NOON), self._span.end)}
            for number, joined in run(self._unit.session, asked)
        ]
        if given:
            self._unit.session.connection().execute(_AGREED, given)

    def _settle(self, ids: list[int]) -> None:
        """Who was brought by whom, and who has moved away."""
        referred, archived = [], []
        for place in range(max(1, len(self._stories)), len(ids)):
            rng = chance(self._plan.seed, "ties", place)
            draw = rng.random()
            if draw < _REFERRED:
                referred.append({"b_id": ids[place], "b_by": ids[int(rng.random() * place)]})
            elif draw < _REFERRED + _ARCHIVED:
                archived.append({"b_id": ids[place], "b_at": self._unit.now})
        for column, values in ((_BY, referred), (_AT, archived)):
            if values:
                self._unit.session.connection().execute(column, values)
