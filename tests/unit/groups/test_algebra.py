"""Whom rules choose, beside a model of plain sets: whatever is joined, negated and nested."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bootstrap import open_shop
from app.customers.commands import ArchiveCustomer, archive_customer
from app.groups import membership
from app.groups.membership import branches, count_of, members_of
from app.groups.rule import AllOf, AnyOf, Is, Not, Rule, Unread, part_at, read_rule, rule_text
from app.groups.rule_words import rule_words
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.loyalty.expiry import Expiry
from tests.conftest import NOON
from tests.exploring import tries
from tests.unit.loyalty.conftest import SIMPLE, Till

TODAY = date(2026, 11, 22)


@dataclass
class Person:
    """What the model knows of a customer: `came` are (days ago, whole euros)."""

    id: int
    tags: set[str]
    came: list[tuple[int, int]] = field(default_factory=list)
    archived: bool = False

    @property
    def points(self) -> int:
        return sum(euros for _ago, euros in self.came)

    def between(self, span: tuple[int, int] | None) -> list[tuple[int, int]]:
        newest, oldest = span or (0, 100_000)
        return [(ago, euros) for ago, euros in self.came if newest <= ago <= oldest]


PEOPLE: tuple[tuple[str, list[tuple[int, int]], bool], ...] = (
    ("VIP", [(0, 10), (7, 5), (14, 20)], False),
    ("VIP,Book club", [(400, 30), (380, 1)], False),
    ("Book club", [(89, 12), (60, 3), (60, 4)], False),
    ("", [(30, 100)], False),
    ("", [], False),
    ("VIP", [], False),
    ("Book club", [(1, 1), (2, 1), (3, 1), (4, 1)], False),
    ("VIP", [(5, 50)], True),
    ("", [(29, 7), (365, 7)], False),
)


@pytest.fixture(scope="module")
def shop(
    template_shop: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Book, list[Person]]]:
    """A shop of few, shared by all examples: they only read."""
    path = tmp_path_factory.mktemp("algebra") / "shop.regulars"
    shutil.copy(template_shop, path)
    with open_shop(path, FixedClock(NOON)) as book:
        till = Till(book, FixedClock(NOON))
        till.rules(replace(SIMPLE, expiry=Expiry("days", 3_650)))
        people = []
        for number, (tags, came, archived) in enumerate(PEOPLE):
            names = tuple(filter(None, tags.split(",")))
            person = Person(till.new(f"Person {number}", tags=names), set(names), came, archived)
            for ago, euros in sorted(came, reverse=True):
                till.ring(person.id, euros * 100, at=NOON - timedelta(days=ago))
            if archived:
                book.do(archive_customer, ArchiveCustomer(person.id))
            people.append(person)
        till.daily()
        yield book, people


def _range(values: dict[str, Any]) -> Callable[[int], bool]:
    least, most = values.get("at_least"), values.get("at_most")
    return lambda n: (least is None or n >= least) and (most is None or n <= most)


def _span(values: dict[str, Any]) -> tuple[int, int] | None:
    if "last" in values:
        return 0, values["last"] - 1
    if "start" in values:
        return (TODAY - date.fromisoformat(values["end"])).days, (
            TODAY - date.fromisoformat(values["start"])
        ).days
    return None


def matches(person: Person, kind: str, values: dict[str, Any]) -> bool:
    """One criterion of the model."""
    fits = _range(values)
    if kind == "tag":
        wanted = set(values["tags"])
        return wanted <= person.tags if values.get("every") else bool(wanted & person.tags)
    if kind == "points":
        return fits(person.points)
    if kind == "last-visit":
        return bool(person.came) and fits(min(ago for ago, _euros in person.came))
    came = person.between(_span(values))
    if kind == "visits":
        return fits(len({ago for ago, _euros in came}))
    return fits(100 * sum(euros for _ago, euros in came))


def model(rule: Rule, people: list[Person]) -> tuple[set[int], set[int]]:
    """Who is in it, and who is surely not: of what cannot be read nobody is either."""
    everyone = {person.id for person in people if not person.archived}
    if isinstance(rule, Unread):
        return set(), set()
    if isinstance(rule, Is):
        met = {one.id for one in people if matches(one, rule.kind, dict(rule.values))} & everyone
        return met, everyone - met
    if isinstance(rule, Not):
        met, other = model(rule.part, people)
        return other, met
    sides = [model(part, people) for part in rule.parts]
    met, other = set(everyone), set()
    if isinstance(rule, AnyOf):
        met, other = other, met
    for one, opposite in sides:
        if isinstance(rule, AllOf):
            met, other = met & one, other | opposite
        else:
            met, other = met | one, other & opposite
    return met, other


def ranges(least: st.SearchStrategy[int]) -> st.SearchStrategy[dict[str, int]]:
    pairs = st.tuples(least, least).map(sorted).map(lambda two: {"at_least": two[0], "at_most": two[1]})
    return st.one_of(pairs, least.map(lambda n: {"at_least": n}), least.map(lambda n: {"at_most": n}))


_AGO = st.sampled_from([0, 1, 7, 14, 29, 30, 31, 60, 89, 90, 365, 379, 380, 400, 401, 36_500])
_SPANS = st.one_of(
    st.just({}),
    _AGO.map(lambda days: {"last": max(1, days)}),
    st.tuples(_AGO, _AGO)
    .map(sorted)
    .map(
        lambda two: {
            "start": (TODAY - timedelta(days=two[1])).isoformat(),
            "end": (TODAY - timedelta(days=two[0])).isoformat(),
        }
    ),
)
_CRITERIA: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(
        lambda tags, every: {"is": "tag", "tags": tags, "every": every},
        st.lists(st.sampled_from(["VIP", "Book club", "Gone"]), min_size=1, max_size=3, unique=True),
        st.booleans(),
    ),
    ranges(st.sampled_from([0, 1, 3, 100, 701, 1_200, 3_000, 3_500, 10_000])).flatmap(
        lambda much: _SPANS.map(lambda span: {"is": "spend", **much, **span})
    ),
    ranges(st.integers(0, 5)).flatmap(lambda much: _SPANS.map(lambda span: {"is": "visits", **much, **span})),
    ranges(_AGO).map(lambda much: {"is": "last-visit", **much}),
    ranges(st.sampled_from([-1, 0, 1, 4, 19, 35, 100])).map(lambda much: {"is": "points", **much}),
)
_RULES: st.SearchStrategy[Rule] = st.recursive(
    st.one_of(_CRITERIA.map(read_rule), st.just(Unread({"is": "zodiac"}, "nobody knows it"))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)


@given(rule=_RULES)
@tries(150)
def test_whoever_a_rule_chooses_the_model_chooses(shop: tuple[Book, list[Person]], rule: Rule) -> None:
    book, people = shop
    chosen = set(book.ask(members_of, rule))
    assert chosen == model(rule, people)[0]
    assert book.ask(count_of, rule) == len(chosen)
    for branch in book.ask(branches, rule):
        assert branch.count == len(model(part_at(rule, branch.path), people)[0]), branch.path
    assert book.ask(rule_words, rule)
    assert rule_text(rule)


@given(rule=_RULES)
@tries(60, same_fixtures=True)
def test_it_is_the_same_in_several_questions_to_the_file(
    shop: tuple[Book, list[Person]], monkeypatch: pytest.MonkeyPatch, rule: Rule
) -> None:
    monkeypatch.setattr(membership, "MOST_TOGETHER", 2)
    book, people = shop
    assert set(book.ask(members_of, rule)) == model(rule, people)[0]
    assert book.ask(count_of, rule) == len(model(rule, people)[0])


@given(one=_RULES, two=_RULES)
@tries(60)
def test_sets_obey_their_laws(shop: tuple[Book, list[Person]], one: Rule, two: Rule) -> None:
    book, _people = shop

    def ids(rule: Rule) -> list[int]:
        return list(book.ask(members_of, rule))

    assert ids(Not(Not(one))) == ids(one)
    assert ids(Not(AllOf((one, two)))) == ids(AnyOf((Not(one), Not(two))))
    assert ids(Not(AnyOf((one, two)))) == ids(AllOf((Not(one), Not(two))))
    assert ids(AllOf((one, two))) == sorted(set(ids(one)) & set(ids(two))) == ids(AllOf((two, one)))
    assert ids(AnyOf((one, two))) == sorted(set(ids(one)) | set(ids(two))) == ids(AnyOf((two, one)))
    assert ids(AllOf((one, AnyOf((one, two))))) == ids(one) == ids(AnyOf((one, AllOf((one, two)))))
    assert not set(ids(one)) & set(ids(Not(one)))
