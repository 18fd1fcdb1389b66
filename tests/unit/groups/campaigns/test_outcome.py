"""What came of a campaign: who counts, what counts, and what may be said when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.customers.commands import ArchiveCustomer, archive_customer
from app.groups.campaigns.calling_off import CallOffCampaign, call_off_campaign
from app.groups.campaigns.intervals import Interval
from app.groups.campaigns.outcome import Outcome, newest_outcome, outcome
from app.groups.campaigns.queries import Stage, campaign_of, campaigns
from app.groups.campaigns.verdict import Verdict, Why, judged
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import NotFound
from app.loyalty.commands import IssueVoucher, issue_voucher
from tests.conftest import NOON
from tests.exploring import tries
from tests.unit.groups.campaigns.shop import arms, people, sale, sales, start, with_vouchers


@dataclass(frozen=True)
class Running:
    """A campaign, and who is in which arm."""

    book: Book
    id: int
    got: list[int]
    out: list[int]

    @property
    def now(self) -> Outcome:
        return self.book.ask(outcome, self.id)


def running(book: Book, count: int, **values: Any) -> Running:
    started = start(book, people(book, count), **values)
    return Running(book, started.campaign, *arms(book, started.campaign))


def buy(book: Book, customers: Sequence[int], amount: int = 1000, days: float = 3) -> None:
    sales(book, *(sale(one, days, amount) for one in customers))


def test_both_arms_their_difference_and_what_it_brought_in(book: Book, clock: FixedClock) -> None:
    one = running(book, 458, cost=48_600)
    assert (len(one.got), len(one.out)) == (412, 46)
    buy(book, one.got[:157], 2000)
    buy(book, one.out[:10], 1500)
    clock.advance(days=31)
    found = one.now
    assert (found.treated.people, found.treated.back, found.treated.spent) == (412, 157, 314_000)
    assert (found.held_out.people, found.held_out.back, found.held_out.spent) == (46, 10, 15_000)
    assert found.back is not None and found.brought is not None
    assert found.back.value == pytest.approx(157 / 412 - 10 / 46)
    assert (round(100 * found.back.low), round(100 * found.back.high)) == (2, 27)
    assert found.brought.value == pytest.approx(412 * (314_000 / 412 - 15_000 / 46))
    assert (found.verdict, found.why, found.over) == (Verdict.WORKED, Why.MORE_CAME, True)
    assert found.pays is True


def test_while_the_days_run_nothing_is_judged(book: Book, clock: FixedClock) -> None:
    one = running(book, 100, holdout_percent=50)
    clock.advance(days=5)
    buy(book, one.got)
    assert one.now.back is not None and one.now.back.low > 0.8
    assert (one.now.verdict, one.now.why, one.now.days_left) == (
        Verdict.CANNOT_TELL, Why.STILL_RUNNING, 25,
    )  # fmt: skip
    clock.advance(days=25)
    assert (one.now.why, one.now.days_left) == (Why.STILL_RUNNING, 0)
    clock.advance(days=1)
    assert one.now.verdict is Verdict.WORKED


def test_what_counts_as_coming_back(book: Book, clock: FixedClock) -> None:
    """After the instant of the start, through the last day, neither voided nor given back in full."""
    one = running(book, 24, holdout_percent=50)
    got = iter(one.got)
    before, first, last, late = (next(got) for _place in range(4))
    voided, returned, partly, twice, gift = (next(got) for _place in range(5))
    clock.advance(days=40)
    sales(
        book,
        sale(before, -0.01),
        sale(first, 0.01),
        sale(last, 30.4),
        sale(late, 31),
        sale(voided, 2, voided_at=NOON),
        sale(returned, 2, refunded=1000),
        sale(partly, 2, refunded=400),
        sale(twice, 2),
        sale(twice, 9, 500),
        sale(gift, 2, 0),
    )
    found = one.now
    assert found.treated.back == 5
    assert found.treated.spent == 1000 + 1000 + 600 + 1500 + 0


def test_a_purchase_beyond_now_does_not_count_yet(book: Book, clock: FixedClock) -> None:
    one = running(book, 4)
    buy(book, one.got[:1], days=3)
    clock.advance(days=2)
    assert one.now.treated.back == 0
    clock.advance(days=2)
    assert one.now.treated.back == 1


def test_who_was_archived_since_still_counts(book: Book, clock: FixedClock) -> None:
    one = running(book, 10)
    book.do(archive_customer, ArchiveCustomer(one.got[0]))
    book.do(archive_customer, ArchiveCustomer(one.out[0]))
    assert (one.now.treated.people, one.now.held_out.people) == (9, 1)


def test_a_difference_that_may_be_chance_says_how_many_people_it_takes(book: Book, clock: FixedClock) -> None:
    one = running(book, 100)
    buy(book, one.got[:36])
    buy(book, one.out[:2])
    clock.advance(days=31)
    found = one.now
    assert (found.verdict, found.why) == (Verdict.CANNOT_TELL, Why.MAY_BE_CHANCE)
    assert found.needed is not None and found.needed_with_half is not None
    assert 300 < found.needed_with_half * 2 < found.needed


def test_no_more_people_help_where_fewer_came(book: Book, clock: FixedClock) -> None:
    one = running(book, 100)
    buy(book, one.got[:30])
    buy(book, one.out[:5])
    clock.advance(days=31)
    assert one.now.why is Why.MAY_BE_CHANCE
    assert one.now.needed is None


@pytest.mark.parametrize(("count", "why"), [(1, Why.NOBODY_LEFT_OUT), (2, Why.TOO_FEW), (3, Why.TOO_FEW)])
def test_a_few_people_tell_nothing(book: Book, clock: FixedClock, count: int, why: Why) -> None:
    one = running(book, count)
    buy(book, one.got)
    clock.advance(days=31)
    assert (one.now.verdict, one.now.why) == (Verdict.CANNOT_TELL, why)


def test_without_a_hold_out_there_is_nothing_to_compare(book: Book, clock: FixedClock) -> None:
    one = running(book, 30, holdout_percent=0)
    buy(book, one.got)
    clock.advance(days=31)
    found = one.now
    assert (found.back, found.spend, found.brought, found.pays) == (None, None, None, None)
    assert (found.verdict, found.why) == (Verdict.CANNOT_TELL, Why.NOBODY_LEFT_OUT)


def test_called_off_concludes_nothing(book: Book, clock: FixedClock) -> None:
    one = running(book, 100, holdout_percent=50)
    buy(book, one.got)
    clock.advance(days=31)
    book.do(call_off_campaign, CallOffCampaign(one.id))
    assert (one.now.verdict, one.now.why) == (Verdict.CALLED_OFF, Why.CALLED_OFF)
    assert book.ask(newest_outcome) is None


def test_a_clock_set_back_counts_nothing_and_says_so(book: Book, clock: FixedClock) -> None:
    one = running(book, 10)
    buy(book, one.got, days=-400)
    clock.advance(days=-300)
    assert (one.now.verdict, one.now.why, one.now.treated.back) == (Verdict.CANNOT_TELL, Why.NOT_BEGUN, 0)


def test_the_first_day_of_the_calendar_s_end_has_a_last_day(book: Book, clock: FixedClock) -> None:
    clock.instant = datetime(9000, 12, 30, 12, tzinfo=UTC)
    one = running(book, 4, days=730)
    assert one.now.days_left == 730


def test_others_who_were_in_another_campaign_are_counted(book: Book, clock: FixedClock) -> None:
    customers = people(book, 20)
    first = start(book, customers, holdout_percent=50)
    got, out = arms(book, first.campaign)
    second = start(book, [*out[:4], *got[:3]], holdout_percent=0, request_id="request-2")
    off = start(book, out, holdout_percent=0, request_id="request-3")
    book.do(call_off_campaign, CallOffCampaign(off.campaign))
    found = book.ask(outcome, first.campaign)
    assert (found.treated.elsewhere, found.held_out.elsewhere) == (3, 4)
    assert book.ask(outcome, second.campaign).treated.elsewhere == 3
    clock.advance(days=60)
    late = start(book, out, holdout_percent=0, request_id="request-4")
    assert book.ask(outcome, first.campaign).held_out.elsewhere == 4
    assert book.ask(outcome, late.campaign).treated.elsewhere == 0


def test_who_was_left_out_and_given_the_same_all_the_same_is_counted(book: Book, clock: FixedClock) -> None:
    with_vouchers(book)
    one = running(book, 10, action="voucher", data={"rule": "sorry"}, holdout_percent=50)
    clock.advance(hours=1)
    book.do(issue_voucher, IssueVoucher(one.out[0], "sorry"))
    book.do(issue_voucher, IssueVoucher(one.got[0], "sorry"))
    assert one.now.held_out.anyway == 1


def test_the_newest_that_is_over_comes_first(book: Book, clock: FixedClock) -> None:
    assert book.ask(newest_outcome) is None
    customers = people(book, 6)
    first = start(book, customers, name="First")
    assert book.ask(newest_outcome).campaign.id == first.campaign  # type: ignore[union-attr]
    clock.advance(days=31)
    second = start(book, customers, name="Second", request_id="request-2")
    assert book.ask(newest_outcome).campaign.id == first.campaign  # type: ignore[union-attr]
    clock.advance(days=31)
    assert book.ask(newest_outcome).campaign.id == second.campaign  # type: ignore[union-attr]
    assert [row.name for row in book.ask(campaigns)] == ["Second", "First"]


def test_a_campaign_as_a_row(book: Book, clock: FixedClock) -> None:
    one = running(book, 10, cost=4860, data={"what": "Calls"}, rule='{"any": []}')
    row = book.ask(campaign_of, one.id)
    assert (row.name, row.says, row.group_name, row.treated, row.held_out) == (
        "Calls", "Calls", "Regulars", 9, 1,
    )  # fmt: skip
    assert (row.until - row.started_on, row.stage) == (timedelta(30), Stage.RUNNING)
    clock.advance(days=31)
    assert book.ask(campaign_of, one.id).stage is Stage.OVER
    book.do(call_off_campaign, CallOffCampaign(one.id))
    assert book.ask(campaign_of, one.id).stage is Stage.CALLED_OFF
    assert book.ask(campaigns, called_off=False) == ()
    with pytest.raises(NotFound):
        book.ask(campaign_of, 77)
    with pytest.raises(NotFound):
        book.ask(outcome, 77)


ends = st.tuples(st.floats(-1, 1), st.floats(-1, 1)).map(sorted)


@tries(200)
@given(ends, st.booleans(), st.floats(0.01, 2))
def test_a_judgement_never_claims_more_than_the_interval(
    ends: list[float], over: bool, seen_from: float
) -> None:
    back = Interval(sum(ends) / 2, *ends)
    verdict, _why = judged(back, called_off=False, begun=True, over=over, seen_from=seen_from)
    assert verdict is not Verdict.WORKED or (over and back.low > 0)
    assert verdict is not Verdict.NO_GOOD or (over and back.high < 0.02)
    assert over or verdict is Verdict.CANNOT_TELL
