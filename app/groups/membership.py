"""Who is in a group just now: its rule asked of the file.

All that the file can answer is one question to it; what is worked out here is asked of those only who are
left. Archived customers are in no group. What a rule cannot be read by matches nobody, and the opposite of it
matches nobody either.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select, true

from app.customers.models import Customer
from app.groups.criterion import Criterion, Values, criteria
from app.groups.ordering import fetch_ids
from app.groups.rule import AllOf, AnyOf, Is, Not, Rule, Unread
from app.kernel.unit import View
from app.sales.tables import run, table

_C = table(Customer).c
MOST_TOGETHER = 12
"""So many criteria are asked of the file in one question: it takes no question of any length."""


@dataclass(frozen=True, slots=True)
class Branch:
    """How many match a part of a rule. `path` leads to it from the whole, counted from 0: (0, 1) is the
    second part of the first."""

    path: tuple[int, ...]
    count: int


def members_of(view: View, rule: Rule) -> array[int]:
    """The ids of those in it, ascending."""
    return array("q", sorted(found(view, rule)))


def count_of(view: View, rule: Rule) -> int:
    """How many are in it."""
    asker, node = _Asker(view), _settled(rule)
    asked = asker.sql(node)
    if asked is None:
        return len(asker.ids(node, None))
    standing = select(func.count()).select_from(table(Customer)).where(_C.archived_at.is_(None), asked)
    return int(run(view.session, standing).scalar_one())


def everybody(view: View) -> int:
    """How many customers there are who are not archived."""
    return count_of(view, AllOf())


def branches(view: View, rule: Rule) -> tuple[Branch, ...]:
    """How many match the whole and each part of it, a whole before its parts."""
    all_ids = frozenset(found(view, AllOf()))
    counted: list[Branch] = []
    _count(view, rule, (), all_ids, counted)
    return tuple(sorted(counted, key=lambda branch: branch.path))


def found(view: View, rule: Rule) -> set[int]:
    """The ids of those in it."""
    return _Asker(view).ids(_settled(rule), None)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A criterion, or the opposite of it."""

    kind: Criterion
    values: Values
    opposite: bool


@dataclass(frozen=True, slots=True)
class _Joined:
    """Parts of which every one must match, or one."""

    every: bool
    parts: tuple[_Leaf | _Joined, ...]


_Node = _Leaf | _Joined
_NOBODY = _Joined(every=False, parts=())


def _settled(rule: Rule, opposite: bool = False) -> _Node:
    """The rule with every "not" moved to the criteria, by De Morgan. So what cannot be read is nobody either
    way, and the rest is what sets say."""
    match rule:
        case Is(kind, values):
            known = criteria().get(kind)
            return _NOBODY if known is None else _Leaf(known, known.completed(values), opposite)
        case AllOf(parts):
            return _Joined(not opposite, tuple(_settled(part, opposite) for part in parts))
        case AnyOf(parts):
            return _Joined(opposite, tuple(_settled(part, opposite) for part in parts))
        case Not(part):
            return _settled(part, not opposite)
        case Unread():
            return _NOBODY


def _size(node: _Node) -> int:
    """How many criteria there are in it."""
    return 1 if isinstance(node, _Leaf) else sum(_size(part) for part in node.parts)


class _Asker:
    """Asks for the ids of one rule."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[int, ColumnElement[bool] | None] = {}

    def sql(self, node: _Node) -> ColumnElement[bool] | None:
        """The node as one condition, None where a part of it is worked out here."""
        if id(node) not in self._known:
            self._known[id(node)] = self._condition(node)
        return self._known[id(node)]

    def ids(self, node: _Node, among: Collection[int] | None) -> set[int]:
        """Those who match and are not archived. With `among`, others may be missing."""
        asked = self.sql(node)
        if asked is not None:
            return self._fetched(asked)
        if isinstance(node, _Leaf):
            return self._worked_out(node, among)
        join = and_ if node.every else or_
        answers = [self._fetched(join(*some)) for some in self._together(node)]
        others = [part for part in node.parts if self.sql(part) is None]
        if not node.every:
            return set().union(*answers, *(self.ids(part, among) for part in others))
        left = set.intersection(*answers) if answers else None
        for part in others:
            met = self.ids(part, among if left is None else left)
            left = met if left is None else left & met
        return left or set()

    def _together(self, node: _Joined) -> Iterator[list[ColumnElement[bool]]]:
        """What the file can answer of the parts, no more at once than `MOST_TOGETHER` criteria."""
        some: list[ColumnElement[bool]] = []
        size = 0
        for part in node.parts:
            asked = self.sql(part)
            if asked is None:
                continue
            if some and size + _size(part) > MOST_TOGETHER:
                yield some
                some, size = [], 0
            some.append(asked)
            size += _size(part)
        if some:
            yield some

    def _condition(self, node: _Node) -> ColumnElement[bool] | None:
        if isinstance(node, _Leaf):
            if node.kind.condition is None:
                return None
            met = node.kind.condition(self._view, node.values)
            return not_(func.coalesce(met, false())) if node.opposite else met
        parts = [self.sql(part) for part in node.parts]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or _size(node) > MOST_TOGETHER:
            return None
        return and_(true(), *known) if node.every else or_(false(), *known)

    def _fetched(self, asked: ColumnElement[bool]) -> set[int]:
        return set(fetch_ids(self._view, select(_C.id).where(_C.archived_at.is_(None), asked)))

    def _worked_out(self, leaf: _Leaf, among: Collection[int] | None) -> set[int]:
        if leaf.kind.find is None:
            raise TypeError(f"{leaf.kind.id} is for the file to answer")
        if among is None:
            among = self._fetched(true())
        met = set(leaf.kind.find(self._view, leaf.values, among)).intersection(among)
        return set(among) - met if leaf.opposite else met


def _count(
    view: View, rule: Rule, path: tuple[int, ...], everyone: frozenset[int], counted: list[Branch]
) -> set[int]:
    """Count a part and what is in it. A part that says "not" is counted anew: what cannot be read is nobody
    either way, which counting the rest would not tell."""
    parts: Iterable[Rule] = ()
    if isinstance(rule, AllOf | AnyOf):
        parts = rule.parts
    elif isinstance(rule, Not):
        parts = (rule.part,)
    sets = [_count(view, part, (*path, at), everyone, counted) for at, part in enumerate(parts)]
    if isinstance(rule, AllOf):
        met = reduce(set.intersection, sets, set(everyone))
    elif isinstance(rule, AnyOf):
        met = reduce(set.union, sets, set())
    else:
        met = found(view, rule)
    counted.append(Branch(path, len(met)))
    return met
