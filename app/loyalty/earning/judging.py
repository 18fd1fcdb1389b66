"""The points of a sale: the rules of a programme, made ready once and asked for every sale.

What counts is decided first (`app.loyalty.counting`). A rule that picks lines looks at those alone, at what
they cost after their own discounts; a rule that picks none looks at what was paid for the sale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.loyalty.conditions import Bound, Picks, bind
from app.loyalty.counting import COUNTS_ALL, Counting
from app.loyalty.earning import MAX_POINTS, EarningKind, EarningRule, Stage, earning_kinds
from app.loyalty.sale import Sale, SaleLine
from app.loyalty.tiers.scheme import NO_TIERS, TierScheme

TIER = "tier:"
"""What the rule of a tier's own factor is called: "tier:gold"."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule, by its id, gave."""

    rule: str
    points: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """The points of a sale and which rules gave them.

    `by_line` are the points of each line, in order, where they do not simply follow what the lines cost;
    `counted` is the money, by rule, that goes into what is carried over.
    """

    points: int
    parts: tuple[Part, ...] = ()
    by_line: tuple[int, ...] = ()
    counted: tuple[tuple[str, int], ...] = ()

    @property
    def detail(self) -> dict[str, Any]:
        """What the ledger entry keeps."""
        kept: dict[str, Any] = {"rules": [[part.rule, part.points] for part in self.parts]}
        if self.by_line:
            kept["lines"] = list(self.by_line)
        return kept


NOTHING = Judgement(0)


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    place: int
    stops: bool
    bound: Bound


@dataclass(frozen=True, slots=True)
class _Base(_Rule):
    per_money: Callable[[int], int]
    step: int


@dataclass(frozen=True, slots=True)
class _Times(_Rule):
    factor: int


@dataclass(frozen=True, slots=True)
class _Plus(_Rule):
    fixed: Callable[[int], int]


@dataclass(slots=True)
class _Given:
    """What a base rule gave, as multipliers act on it."""

    rule: _Base
    points: int


class Judge:
    """The earning rules of one programme, bound. Call it with a sale; `needs` are facts of `Who` it wants.

    A rule of an unknown kind gives nothing.
    """

    def __init__(
        self,
        rules: Sequence[EarningRule],
        counting: Counting = COUNTS_ALL,
        tiers: TierScheme = NO_TIERS,
    ) -> None:
        self._counting = counting
        self._base: list[_Base] = []
        self._times: list[_Times] = []
        self._plus: list[_Plus] = []
        for place, rule in enumerate(rules):
            kind = earning_kinds().get(rule.kind)
            if kind is not None:
                self._add(kind, rule, place)
        self._tiers = {
            tier.id: (tier.factor, tier.factor_from) for tier in tiers.tiers if tier.factor != 1000
        }
        bound = (rule.bound for rule in (*self._base, *self._times, *self._plus))
        self.needs = frozenset(fact for one in bound for fact in one.needs)
        if self._tiers:
            self.needs |= {"tier"}
        self.carries = frozenset(rule.id for rule in self._base if rule.step)
        """The rules that carry over what fills no step."""

    def _add(self, kind: EarningKind, rule: EarningRule, place: int) -> None:
        common = (rule.id, place, rule.stops, bind(rule.values))
        if kind.stage is Stage.BASE and kind.per_money is not None:
            step = kind.step(rule.values) if kind.step is not None else 0
            self._base.append(_Base(*common, kind.per_money(rule.values), step))
        elif kind.stage is Stage.TIMES and kind.factor is not None:
            self._times.append(_Times(*common, kind.factor(rule.values)))
        elif kind.stage is Stage.PLUS and kind.fixed is not None:
            self._plus.append(_Plus(*common, kind.fixed(rule.values)))

    def __call__(self, sale: Sale) -> Judgement:
        """What the sale earns, with what each rule gave."""
        counting = self._counting
        lines = counting.lines(sale)
        money = counting.money(sale)
        parts: list[Part] = []
        given: list[_Given] = []
        counted: list[tuple[str, int]] = []
        shares: list[tuple[Picks | None, int]] = []
        last = 1 << 30
        for base in self._base:
            if base.place > last or not base.bound.hold(sale):
                continue
            spent = money if base.bound.picks is None else self._picked(sale, lines, base.bound.picks)
            if spent <= 0:
                continue
            if base.step:
                counted.append((base.id, spent))
                spent += (sale.carried or {}).get(base.id, 0) % base.step
            points = base.per_money(spent)
            if points:
                given.append(_Given(base, points))
                parts.append(Part(base.id, points))
                shares.append((base.bound.picks, points))
                last = min(last, base.place if base.stops else last)
        if given:
            last = self._multiply(sale, lines, money, given, parts, shares, last)
        for plus in self._plus:
            if plus.place > last or not plus.bound.hold(sale):
                continue
            picks = plus.bound.picks
            pieces = 1000 if picks is None else sum(line.quantity for line in lines if picks(line))
            points = plus.fixed(pieces) if pieces > 0 else 0
            if points:
                parts.append(Part(plus.id, points))
                shares.append((picks, points))
                last = min(last, plus.place if plus.stops else last)
        if not parts:
            return Judgement(0, counted=tuple(counted)) if counted else NOTHING
        total = max(0, min(MAX_POINTS, sum(part.points for part in parts)))
        by_line = self._by_line(sale, shares, total) if len(sale.lines) > 1 else ()
        return Judgement(total, tuple(parts), by_line, tuple(counted))

    def _multiply(
        self,
        sale: Sale,
        lines: Sequence[SaleLine],
        money: int,
        given: list[_Given],
        parts: list[Part],
        shares: list[tuple[Picks | None, int]],
        last: int,
    ) -> int:
        tier = self._tiers.get(sale.who.tier)
        if tier is not None and sale.amount >= tier[1]:
            points = _more(sum(base.points for base in given), tier[0])
            if points:
                parts.append(Part(TIER + sale.who.tier, points))
                shares.append((None, points))
        for times in self._times:
            if times.place > last or not times.bound.hold(sale):
                continue
            picks = times.bound.picks
            if picks is None:
                base_points = sum(base.points for base in given)
            else:
                base_points = sum(
                    min(base.points, base.rule.per_money(self._both(sale, lines, picks, base.rule)))
                    for base in given
                )
            points = _more(base_points, times.factor)
            if points:
                parts.append(Part(times.id, points))
                shares.append((picks, points))
                last = min(last, times.place if times.stops else last)
        return last

    def _both(self, sale: Sale, lines: Iterable[SaleLine], picks: Picks, base: _Base) -> int:
        """The money of lines that a multiplier picks and that its base rule looks at as well."""
        return self._picked(sale, lines, picks, base.bound.picks)

    def _picked(self, sale: Sale, lines: Iterable[SaleLine], picks: Picks, also: Picks | None = None) -> int:
        """The money of picked lines: what they cost, but never more than was paid for everything."""
        spent = sum(line.amount for line in lines if picks(line) and (also is None or also(line)))
        return max(0, min(self._counting.taxed_off(spent), self._counting.taxed_off(sale.amount)))

    def _by_line(self, sale: Sale, shares: Sequence[tuple[Picks | None, int]], total: int) -> tuple[int, ...]:
        """Each line's points, to the last one; () where they follow what the lines cost."""
        counting = [self._counting.counts(line) for line in sale.lines]
        if all(counting) and all(picks is None for picks, _points in shares):
            return ()
        found = [0] * len(sale.lines)
        for picks, points in shares:
            weights = [
                max(0, line.amount) if counts and (picks is None or picks(line)) else 0
                for line, counts in zip(sale.lines, counting, strict=True)
            ]
            for place, part in enumerate(apportion(points, weights)):
                found[place] += part
        dearest = max(range(len(found)), key=lambda place: sale.lines[place].amount)
        found[dearest] += total - sum(found)  # points for no line in particular
        return tuple(found)


def apportion(points: int, weights: Sequence[int]) -> list[int]:
    """Whole points over weights, in proportion, the sum kept: each gets the difference of running shares."""
    whole = sum(weights)
    if whole <= 0:
        return [0] * len(weights)
    sign, points = (1, points) if points >= 0 else (-1, -points)
    parts, running, before = [], 0, 0
    for weight in weights:
        running += weight
        after = points * running // whole
        parts.append(sign * (after - before))
        before = after
    return parts


def _more(points: int, factor: int) -> int:
    """What a factor in thousandths adds to points (takes off, below 1000), rounded toward zero."""
    change = points * (factor - 1000)
    return change // 1000 if change >= 0 else -(-change // 1000)
