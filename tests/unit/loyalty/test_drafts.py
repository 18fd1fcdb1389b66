"""Drafts, scheduled rules and their history; a purchase is judged by the rules of its own day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.kernel.errors import NotFound, Refused
from app.loyalty import commands as c
from app.loyalty.earning import EarningRule
from app.loyalty.programme_state import ProgrammeState, draft_rules, programme_state
from app.loyalty.rules import Rules
from app.loyalty.tiers.scheme import Tier, TierScheme

from .conftest import SIMPLE, Till, noon

DOUBLE = replace(SIMPLE, earning=(EarningRule("spend", "money_step", {"points": 2, "step": 100}),))
TRIPLE = replace(SIMPLE, earning=(EarningRule("spend", "money_step", {"points": 3, "step": 100}),))
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)


def state(till: Till) -> ProgrammeState:
    return till.book.ask(programme_state)


def draft(till: Till, rules: Rules) -> c.DraftSaved:
    return till.book.do(c.save_draft, c.SaveDraft(rules))


def start(till: Till, day: date | None = None, **more: str) -> c.ProgrammeStarted:
    return till.book.do(c.start_draft, c.StartDraft(day, **more))


def withdraw(till: Till, version: int) -> c.VersionWithdrawn:
    return till.book.do(c.withdraw_version, c.WithdrawVersion(version))


def test_a_draft_holds_for_nobody(till: Till, maria: int) -> None:
    assert draft(till, DOUBLE).changed
    assert not draft(till, DOUBLE).changed
    assert till.ring(maria, 1000).points == 10
    found = state(till)
    assert found.rules == SIMPLE
    assert found.draft is not None
    assert found.draft.rules == DOUBLE
    assert till.book.ask(draft_rules) == DOUBLE


def test_there_is_one_draft_and_undo_gives_the_one_before(till: Till) -> None:
    draft(till, DOUBLE)
    draft(till, TRIPLE)
    assert till.rows("SELECT count(*) FROM programme_draft") == [(1,)]
    till.undo()
    assert till.book.ask(draft_rules) == DOUBLE
    till.undo()
    assert till.book.ask(draft_rules) is None


def test_undo_leaves_a_draft_alone_that_was_changed_since(till: Till) -> None:
    draft(till, DOUBLE)
    first = till.rows("SELECT max(id) FROM journal")[0][0]
    draft(till, TRIPLE)
    with pytest.raises(Refused, match="changed since"):
        till.undo(first)
    assert till.book.ask(draft_rules) == TRIPLE


def test_a_discarded_draft_comes_back_with_undo(till: Till) -> None:
    with pytest.raises(Refused, match="no draft"):
        till.book.do(c.discard_draft, c.DiscardDraft())
    draft(till, DOUBLE)
    till.book.do(c.discard_draft, c.DiscardDraft())
    assert state(till).draft is None
    till.undo()
    assert till.book.ask(draft_rules) == DOUBLE


def test_a_draft_that_contradicts_itself_is_not_kept(till: Till) -> None:
    upside_down = replace(SIMPLE, tiers=TierScheme((Tier("a", "A", 500), Tier("b", "B", 200))))
    with pytest.raises(Refused, match="higher than the one before"):
        draft(till, upside_down)
    assert state(till).draft is None


def test_a_draft_started_today_judges_from_now_on(till: Till, maria: int) -> None:
    draft(till, DOUBLE)
    started = start(till)
    assert (started.starts_on, started.changed) == (TODAY.isoformat(), True)
    assert till.ring(maria, 1000).points == 20
    assert till.ring(maria, 1000, at=noon(2026, 11, 21)).points == 10
    found = state(till)
    assert found.draft is None
    assert found.rules == DOUBLE
    assert found.since == TODAY
    assert [(v.first_day, v.last_day) for v in found.history] == [(TODAY, None), (None, date(2026, 11, 21))]


def test_a_scheduled_version_holds_from_its_day(till: Till, maria: int) -> None:
    draft(till, DOUBLE)
    version = start(till, TOMORROW).version
    assert till.ring(maria, 1000).points == 10
    assert till.ring(maria, 1000, at=noon(2026, 11, 23)).points == 20  # a sale of tomorrow's date
    found = state(till)
    assert [(v.id, v.first_day, v.rules) for v in found.scheduled] == [(version, TOMORROW, DOUBLE)]
    assert found.holds is not None
    assert found.holds.last_day == TODAY
    till.clock.instant = noon(2026, 11, 23)
    assert till.ring(maria, 1000).points == 20
    assert till.ring(maria, 1000, at=noon(2026, 11, 22)).points == 10
    assert state(till).scheduled == ()
    assert state(till).since == TOMORROW


def test_the_shops_own_midnight_begins_a_version(till: Till, maria: int) -> None:
    draft(till, DOUBLE)
    start(till, TOMORROW)
    till.clock.instant = datetime(2026, 11, 22, 22, 59, tzinfo=UTC)  # 23:59 in Berlin
    assert till.ring(maria, 1000).points == 10
    till.clock.instant = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert till.ring(maria, 1000).points == 20


def test_a_withdrawn_version_never_holds(till: Till, maria: int) -> None:
    draft(till, DOUBLE)
    version = start(till, TOMORROW).version
    withdraw(till, version)
    with pytest.raises(Refused, match="already called off"):
        withdraw(till, version)
    assert state(till).scheduled == ()
    till.clock.instant = noon(2026, 11, 23)
    assert till.ring(maria, 1000).points == 10
    with pytest.raises(Refused, match="day of these rules has come"):
        till.undo(till.rows("SELECT id FROM journal WHERE undo_kind = 'programme-withdraw'")[0][0])


def test_calling_off_can_be_undone_before_the_day(till: Till) -> None:
    draft(till, DOUBLE)
    version = start(till, TOMORROW).version
    withdraw(till, version)
    till.undo()
    assert [v.id for v in state(till).scheduled] == [version]


def test_what_has_begun_is_not_called_off(till: Till) -> None:
    held = state(till).holds
    assert held is not None
    with pytest.raises(Refused, match="have begun"):
        withdraw(till, held.id)
    with pytest.raises(NotFound):
        withdraw(till, 4711)


def test_scheduled_rules_that_judged_a_sale_stay(till: Till, maria: int) -> None:
    draft(till, DOUBLE)
    version = start(till, TOMORROW).version
    till.ring(maria, 1000, at=noon(2026, 11, 23))
    with pytest.raises(Refused, match="already booked"):
        withdraw(till, version)


def test_of_two_versions_of_one_day_the_newer_holds(till: Till) -> None:
    draft(till, DOUBLE)
    older = start(till, TOMORROW).version
    draft(till, TRIPLE)
    newer = start(till, TOMORROW).version
    assert [(v.id, v.replaced) for v in state(till).scheduled] == [(older, True), (newer, False)]
    withdraw(till, newer)
    assert [(v.id, v.replaced) for v in state(till).scheduled] == [(older, False)]
    till.undo()
    till.clock.instant = noon(2026, 11, 23)
    found = state(till)
    assert found.rules == TRIPLE
    assert older not in [v.id for v in found.history]  # it never held


def test_a_version_that_held_for_a_part_of_a_day_stands_in_the_history(till: Till) -> None:
    draft(till, DOUBLE)
    start(till)
    draft(till, TRIPLE)
    start(till)
    days = [(v.rules, v.first_day, v.last_day) for v in state(till).history]
    assert days[:2] == [(TRIPLE, TODAY, None), (DOUBLE, TODAY, TODAY)]


def test_starting_is_refused_in_the_past_and_where_nothing_would_change(till: Till) -> None:
    with pytest.raises(Refused, match="no draft"):
        start(till)
    draft(till, DOUBLE)
    with pytest.raises(Refused, match="in the past"):
        start(till, date(2026, 11, 21))
    assert till.book.ask(draft_rules) == DOUBLE
    draft(till, SIMPLE)
    with pytest.raises(Refused, match="hold on that day anyway"):
        start(till)


def test_a_start_is_undone_until_something_was_booked_by_it(till: Till, maria: int) -> None:
    draft(till, DOUBLE)
    start(till)
    till.undo()
    assert state(till).rules == SIMPLE
    assert till.book.ask(draft_rules) == DOUBLE
    start(till)
    journal = till.rows("SELECT max(id) FROM journal")[0][0]
    till.ring(maria, 1000)
    with pytest.raises(Refused, match="already booked"):
        till.undo(journal)
    assert state(till).rules == DOUBLE


def test_the_same_request_starts_once(till: Till) -> None:
    draft(till, DOUBLE)
    first = start(till, TOMORROW, request_id="once")
    again = start(till, TOMORROW, request_id="once")
    assert again == replace(first, already_done=True)
    assert len(state(till).scheduled) == 1


def test_rules_that_hold_anyway_make_no_version(till: Till) -> None:
    done = till.book.do(c.start_programme, c.StartProgramme(SIMPLE))
    held = state(till).holds
    assert held is not None
    assert (done.changed, done.version) == (False, held.id)


def test_who_started_rules_is_named(till: Till) -> None:
    draft(till, DOUBLE)
    start(till)
    named = till.rows("SELECT id FROM staff")[0][0]
    till.book.actor = replace(till.book.actor, staff_id=named)
    draft(till, TRIPLE)
    found = state(till)
    assert found.draft is not None
    assert (found.draft.who, found.history[0].who) == ("Owner", "")
    start(till)
    assert state(till).history[0].who == "Owner"
