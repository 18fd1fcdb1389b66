"""Groups of the shop's own: kept, changed, renamed, taken away, brought back; and those that come along."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update

from app.groups.compare import compare
from app.groups.membership import members_of
from app.groups.models import CustomerGroup
from app.groups.named import counted, find_group, group_named, groups
from app.groups.preview import numbers_of, preview, still_regular
from app.groups.ready_made import READY_MADE
from app.groups.rule import Unread, kept_rule, plain_rule, read_rule, rule_text
from app.groups.rule_words import rule_words, troubles
from app.groups.saved import (
    LONGEST_NAME,
    GroupSaved,
    RemoveGroup,
    RenameGroup,
    SaveGroup,
    remove_group,
    rename_group,
    save_group,
)
from app.groups.table import group_table
from app.kernel.book import Book
from app.kernel.errors import Conflict, NotFound, Refused
from app.kernel.journal import Undo, last_action, undo_last
from app.kernel.unit import Unit
from app.loyalty.commands import JoinHousehold, join_household
from app.touchpoints.asked import NoteAsked, note_asked
from tests.unit.groups.conftest import Ids
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.loyalty.conftest import Till

VIP = '{"is": "tag", "tags": ["VIP"]}'
CAME = '{"is": "visits", "at_least": 1}'


def save(
    book: Book, name: str, rule: str = VIP, group: int | None = None, request: str | None = None
) -> GroupSaved:
    return book.do(save_group, SaveGroup(name, rule, group, request))


def undo(book: Book) -> str:
    last = book.ask(last_action, book.actor.till)
    assert last is not None
    return book.do(undo_last, Undo(last.journal_id)).undone


def names(book: Book) -> list[str]:
    return [one.name for one in book.ask(groups) if one.own]


def test_a_group_is_saved_changed_renamed_and_removed_and_each_is_taken_back(book: Book) -> None:
    made = save(book, "  Our  best ")
    assert (made.name, names(book)) == ("Our best", ["Our best"])
    save(book, "Our best", CAME, made.group)
    assert book.ask(group_named, "our BEST").rule == read_rule(CAME)
    assert undo(book) == "Changed the group “Our best”"
    assert book.ask(group_named, f"own-{made.group}").rule == read_rule(VIP)
    book.do(rename_group, RenameGroup(made.group, "Best of all"))
    assert undo(book) == "Renamed the group “Our best” to “Best of all”"
    assert names(book) == ["Our best"]
    book.do(remove_group, RemoveGroup(made.group))
    assert names(book) == []
    assert undo(book) == "Deleted the group “Our best”"
    assert undo(book) == "Saved the group “Our best”"
    assert names(book) == []


def test_the_same_request_is_done_once_and_another_with_its_id_is_refused(book: Book) -> None:
    first = save(book, "Best", request="one")
    again = save(book, "Best", request="one")
    assert (again.group, again.already_done) == (first.group, True)
    with pytest.raises(Conflict):
        save(book, "Other", request="one")
    assert names(book) == ["Best"]


def test_nothing_is_undone_over_a_later_change(book: Book) -> None:
    made = save(book, "Best")
    save(book, "Best", CAME, made.group)
    changed = book.ask(last_action, book.actor.till)
    assert changed is not None
    book.do(rename_group, RenameGroup(made.group, "Other"))
    with pytest.raises(Conflict):
        book.do(undo_last, Undo(changed.journal_id))
    book.do(remove_group, RemoveGroup(made.group))
    removed = book.ask(last_action, book.actor.till)
    assert removed is not None
    save(book, "other")
    with pytest.raises(Refused, match="already"):
        book.do(undo_last, Undo(removed.journal_id))
    assert names(book) == ["other"]


@pytest.mark.parametrize(
    ("name", "rule", "field"),
    [
        ("", VIP, "name"),
        ("\u200b", VIP, "name"),
        ("x" * (LONGEST_NAME + 1), VIP, "name"),
        ("everyone", VIP, "name"),
        ("Paper", VIP, "name"),
        ("tag:VIP", VIP, "name"),
        ("own-7", VIP, "name"),
        ("Slipping AWAY", VIP, "name"),
        ("one-timers", VIP, "name"),
        ("BEST", VIP, "name"),
        ("Other", "", "rule"),
        ("Other", "{}", "rule"),
        ("Other", '{"is": "zodiac"}', "rule"),
    ],
)
def test_refused_by_field_and_nothing_kept(book: Book, name: str, rule: str, field: str) -> None:
    save(book, "Best")
    with pytest.raises(Refused) as refused:
        save(book, name, rule)
    assert refused.value.field == field
    assert names(book) == ["Best"]


def test_a_group_that_is_gone_is_said(book: Book) -> None:
    for command, cmd in ((rename_group, RenameGroup(7, "A")), (remove_group, RemoveGroup(7))):
        with pytest.raises(NotFound):
            book.do(command, cmd)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        save(book, "A", VIP, 7)
    with pytest.raises(NotFound, match="there are New, Regulars"):
        book.ask(group_named, "nobody")
    assert book.ask(find_group, "") is None


def _write(unit: Unit, rule: str) -> None:
    unit.session.execute(update(CustomerGroup).values(rule=rule))


@pytest.mark.parametrize("rule", ["", "no JSON", '{"is": "zodiac"}', '{"is": "tag", "tags": 7}', "[" * 5_000])
def test_whatever_stands_in_the_file_is_listed_and_matches_nobody(book: Book, shop: Till, rule: str) -> None:
    shop.new("Anna")
    made = save(book, "Odd")
    book.do(_write, rule)
    odd = book.ask(group_named, "Odd")
    assert isinstance(odd.rule, Unread)
    (one,) = book.ask(counted, [odd])
    assert (one.count, len(one.troubles)) == (0, 1)
    assert book.ask(preview, odd.rule).words == "Customers who meet something this Regulars cannot read"
    book.do(rename_group, RenameGroup(made.group, "Odder"))
    assert book.ask(group_named, "odder").rule == odd.rule
    save(book, "Odder", VIP, made.group)
    assert book.ask(group_named, "odder").rule == read_rule(VIP)


def test_a_part_nobody_here_can_read_stays_when_the_rest_is_changed(book: Book) -> None:
    zodiac = {"is": "zodiac", "sign": "Leo"}
    made = save(book, "Odd")
    book.do(_write, json.dumps({"all": [zodiac, json.loads(VIP)]}))
    changed = {"any": [zodiac, json.loads(CAME)]}
    save(book, "Odd", json.dumps(changed), made.group)
    kept = book.ask(group_named, "odd").rule
    assert plain_rule(kept) == {"any": [zodiac, {"is": "visits", "at_least": 1}]}


def test_those_that_come_along_are_rules_like_any_other(book: Book) -> None:
    for one in READY_MADE:
        assert one.label and one.purpose.endswith(".")
        read = read_rule(rule_text(one.rule))
        assert kept_rule(rule_text(one.rule)) == read
        assert book.ask(rule_words, one.rule)
        found = book.ask(group_named, one.label)
        assert (found.id, found.own) == (one.id, False)
    assert len({one.id for one in READY_MADE}) == len(READY_MADE)


def test_whom_the_ready_made_find(shop: Till, book: Book) -> None:
    from datetime import UTC, date, datetime, timedelta

    from app.customers.birthdays import Birthday
    from app.touchpoints.commands import AddTouchpoint, add_touchpoint

    now = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
    old = date(2024, 1, 1)

    def came(name: str, *days: int, **more: object) -> int:
        customer = shop.new(name, **({"joined_on": old} | more))
        for ago in sorted(days, reverse=True):
            shop.ring(customer, 1_000, at=now - timedelta(days=ago))
        return customer

    new = came("New", joined_on=date(2026, 11, 1))
    regular = came("Regular", 3, 10, 17, 24)
    slipping = came("Slipping", 60, 67, 74, 81, birthday=Birthday(11, 30))
    lost = came("Lost", 366, 373, 380, 387)
    once = came("Once", 31)
    lately = came("Lately", 30)
    book.do(add_touchpoint, AddTouchpoint(lately, "feedback", data={"score": 5}))

    def ids(name: str) -> list[int]:
        return list(book.ask(members_of, book.ask(group_named, name).rule))

    assert ids("new") == [new]
    assert ids("regulars") == [regular, slipping]
    assert ids("champions") == []
    assert ids("slipping-away") == [slipping]
    assert ids("lost") == [lost]
    assert ids("one-timers") == [once]
    assert ids("birthday-this-month") == [slipping]
    assert ids("never-asked") == [regular, slipping, lost, once]
    assert ids("points-lapsing") == [slipping]
    book.do(note_asked, NoteAsked((slipping,), "slip"))
    assert ids("never-asked") == [regular, lost, once], "asked is asked, whatever came of it"
    book.do(add_touchpoint, AddTouchpoint(lost, "review", data={"stars": 4}))
    assert ids("never-asked") == [regular, once]
    book.do(undo_last, Undo())
    book.do(undo_last, Undo())
    assert ids("never-asked") == [regular, slipping, lost, once]
    assert ids("slipping-away") == [slipping]
    assert ids("without-consent") == [regular, slipping, lost, once, lately]
    assert book.ask(troubles, book.ask(group_named, "champions").rule) != ()


def test_a_preview_says_who_how_many_and_what_they_are_like(shop: Till, book: Book) -> None:
    anna, bert, carl = (shop.new(name, tags=("VIP",)) for name in ("Anna Young", "Bert Abel", "Carl Moss"))
    shop.new("Dora")
    shop.ring(anna, 1_000)
    shop.ring(bert, 501)
    book.do(join_household, JoinHousehold(carl, anna, "Home"))
    found = book.ask(preview, read_rule(VIP), 2)
    assert (found.count, found.of, found.share) == (3, 4, 0.75)
    assert [row.name for row in found.rows] == ["Bert Abel", "Carl Moss"]
    numbers = found.numbers
    assert (numbers.customers, numbers.came, numbers.spent, numbers.visits) == (3, 2, 1_501, 2)
    assert (numbers.points, numbers.average_points, numbers.average_spent) == (15, 5, 500)
    assert (numbers.days_since, numbers.last_visit) == (0, found.rows[0].last_visit)
    assert book.ask(numbers_of, [carl]).points == 10, "those of the household"
    nobody = book.ask(numbers_of, [])
    assert (nobody.average_spent, nobody.average_visits, nobody.days_since) == (None, None, None)
    assert book.ask(preview, read_rule('{"any": []}')).share == 0


def test_half_of_them_were_here_within_so_many_days(shop: Till, book: Book) -> None:
    from datetime import UTC, datetime, timedelta

    now = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
    people = [shop.new(name) for name in ("A", "B", "C", "Never")]
    for customer, ago in zip(people, (40, 3, 7), strict=False):
        shop.ring(customer, 100, at=now - timedelta(days=ago))
    assert book.ask(numbers_of, people).days_since == 7
    assert book.ask(numbers_of, people[:2]).days_since == 3
    assert book.ask(numbers_of, people[3:]).days_since is None


def test_two_groups_are_compared(shop: Till, book: Book) -> None:
    both, one = shop.new("Both", tags=("VIP",)), shop.new("One", tags=("VIP",))
    other = shop.new("Other")
    shop.ring(both, 1_000)
    shop.ring(other, 3_000)
    found = book.ask(compare, read_rule(VIP), read_rule(CAME))
    assert (found.both, found.only_first, found.only_second, found.of) == (1, 1, 1, 3)
    assert (found.first.numbers.average_spent, found.second.numbers.average_spent) == (500, 2_000)
    assert found.first.still_regular.share is None and found.first.still_regular.why
    assert one


def test_the_share_still_regular_is_the_mean_of_what_each_card_says(book: Book, ids: Ids) -> None:
    from datetime import date

    from app.insights.insight import customer_insight

    today = date(2026, 11, 22)
    fill(book, 80, busy(80, today))
    wanted = list(range(1, 41))
    chances = [book.ask(customer_insight, who).still_regular.value for who in wanted]
    known = [chance for chance in chances if chance is not None]
    found = book.ask(still_regular, wanted)
    assert found.regulars == len(known) > 5
    assert found.share == pytest.approx(sum(known) / len(known))
    nobody = book.ask(still_regular, [10_000])
    assert (nobody.share, nobody.why) == (None, "Nobody among them came three times.")


def test_too_little_history_is_said_of_regulars(book: Book) -> None:
    from datetime import date, timedelta

    today = date(2026, 11, 22)
    fill(book, 1, [Came(1, today - timedelta(days=day)) for day in (1, 2, 3)])
    found = book.ask(still_regular, [1])
    assert (found.share, found.regulars) == (None, 1)
    assert "Too little history" in found.why


def test_the_table_of_a_group_has_everybody_by_name(shop: Till, book: Book) -> None:
    shop.new("Zoe", tags=("VIP",))
    shop.new("Adam", tags=("VIP", "Book club"))
    save(book, "Best")
    data = book.ask(group_table, book.ask(group_named, "best"))
    assert [row[1] for row in data.rows] == ["Adam", "Zoe"]
    assert data.rows[0][-1] == "Book club, VIP"
    assert all(len(row) == len(data.columns) for row in data.rows)
