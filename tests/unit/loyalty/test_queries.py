"""The panel, the ledger as of a day, and the statement."""

from __future__ import annotations

import dataclasses
from dataclasses import asdict
from datetime import date, timedelta

from app.kernel.unit import Unit
from app.loyalty import queries as q
from app.loyalty.ledger import EntryKind, Facts
from app.loyalty.rules import Rules, Worth
from app.loyalty.stamps.card import StampCard
from app.loyalty.statement import StampProgress
from app.loyalty.store import open_ledger, save

from .conftest import SIMPLE, Till, noon


def test_the_panel_says_what_is_there_and_what_is_missing(till: Till, maria: int) -> None:
    till.ring(maria, 1500)
    till.clock.advance(days=60)
    till.ring(maria, 500)
    panel = till.book.ask(q.loyalty_panel, maria)
    assert (panel.points, panel.owed, panel.worth) == (20, 0, 2000)
    assert panel.expiring == ((15, date(2027, 2, 20)),)
    assert [(r.id, r.cost, r.ready, r.missing) for r in panel.rewards] == [
        ("small", 3, True, 0),
        ("ten-off", 10, True, 0),
        ("tenth", 20, True, 0),
        ("coffee", 150, False, 130),
    ]
    assert panel.next_reward is not None and panel.next_reward.id == "coffee"
    assert panel.earning_line == "1 point per 1\xa0€"


def test_a_customer_without_points_has_a_panel_too(till: Till, maria: int) -> None:
    panel = till.book.ask(q.loyalty_panel, maria)
    assert (panel.points, panel.worth, panel.expiring) == (0, 0, ())
    assert till.book.ask(q.balances, [maria, 999]) == {maria: 0, 999: 0}


def test_worth_goes_by_the_programmes_own_rate_first(till: Till) -> None:
    assert q.worth_of(Rules(worth=Worth(100, 100)), 640) == 640
    assert q.worth_of(SIMPLE, 5) == 500
    assert q.worth_of(Rules(), 640) is None
    assert q.worth_of(SIMPLE, -5) == 0


def test_the_preview_is_what_ringing_up_gives(till: Till, maria: int) -> None:
    assert till.book.ask(q.preview_points, maria, 1860) == till.ring(maria, 1860).points == 18
    assert till.book.ask(q.preview_points, maria, 0) == 0


def test_the_ledger_of_a_past_day_does_not_change(till: Till, maria: int) -> None:
    rung = till.ring(maria, 1000)
    till.clock.advance(days=1)
    till.refund(rung.purchase)
    then = till.book.ask(q.ledger, maria, date(2026, 11, 22))
    assert (then.balance, len(then.entries)) == (10, 1)
    entry = then.entries[0]
    assert (entry.seq, entry.kind, entry.points, entry.purchase) == (1, "earn", 10, rung.purchase)
    assert entry.expires_on == date(2027, 2, 20)
    assert till.book.ask(q.ledger, maria).balance == 0


def test_a_statement_adds_up_and_says_every_movement(till: Till, maria: int) -> None:
    till.ring(maria, 57_600)
    till.clock.advance(days=10)
    first = till.ring(maria, 3100, receipt="20418")
    till.redeem(maria, "coffee")
    till.refund(first.purchase, 910)
    till.adjust(maria, 50, "With our apologies for the torn jacket")
    till.clock.advance(days=85)
    till.lapse()
    said = till.book.ask(q.statement_data, maria, date(2026, 12, 1), date(2027, 2, 28))
    assert (said.opening, said.earned, said.used, said.lapsed, said.closing) == (576, 72, -150, -426, 72)
    assert said.opening + said.earned + said.used + said.lapsed == said.closing
    assert [(line.what, line.spent, line.points, line.balance) for line in said.lines] == [
        ("Purchase, receipt 20418", 3100, 31, 607),
        ("Used: Free coffee", None, -150, 457),
        ("Returned from receipt 20418", -910, -9, 448),
        ("With our apologies for the torn jacket", None, 50, 498),
        ("Lapsed", None, -426, 72),
    ]
    assert (said.number, said.visits) == (f"S-2027-02-{maria:06d}", 1)
    assert said.worth == 7200
    assert [(row.points, row.on) for row in said.lapsing] == [(72, date(2027, 3, 2))]
    assert [(r.name, r.missing) for r in said.rewards][-1] == ("Free coffee", 78)
    assert said.shop.terms == "1 point per 1\xa0€. Points lapse 90 days after they were earned."


def test_a_statement_of_a_past_period_is_the_same_later(till: Till, maria: int) -> None:
    till.ring(maria, 5000)
    period = (date(2026, 11, 1), date(2026, 11, 30))
    till.clock.instant = noon(2026, 12, 1)
    before = till.book.ask(q.statement_data, maria, *period)
    till.redeem(maria, "tenth")
    till.clock.instant = noon(2027, 6, 1)
    till.lapse()
    assert asdict(till.book.ask(q.statement_data, maria, *period)) == asdict(before)
    assert [(row.points, row.on) for row in before.lapsing] == [(50, date(2027, 2, 20))]
    assert before.closing == 50


def test_a_statement_shows_the_stamp_cards_that_were_begun(till: Till, maria: int) -> None:
    card = StampCard("coffee", "Coffee card", 10, gives="Free coffee")
    till.rules(
        dataclasses.replace(SIMPLE, stamp_cards=(card, StampCard("cake", "Cake card", 6, gives="Free cake")))
    )
    till.book.do(_put_stamps, _Stamps(maria, card.unit, 7))
    today = till.clock.now().date()
    found = till.book.ask(q.statement_data, maria, today, today)
    assert found.stamps == (StampProgress("Coffee card", 7, 10),)
    before = till.book.ask(q.statement_data, maria, today - timedelta(days=9), today - timedelta(days=1))
    assert before.stamps == ()


@dataclasses.dataclass(frozen=True)
class _Stamps:
    customer: int
    unit: str
    count: int


def _put_stamps(unit: Unit, cmd: _Stamps) -> None:
    ledger = open_ledger(unit, cmd.customer, unit.today, cmd.unit)
    ledger.gain(Facts(EntryKind.STAMP, unit.today, unit.now), cmd.count, unit.today, None)
    save(unit, ledger, cmd.customer)
