"""The points of a sale: the rules of a programme, made ready once and asked for every sale.

What counts is decided first (`app.loyalty.counting`). A rule that picks lines looks at those alone, at what
they cost after their own discounts; a rule that picks none looks at what was paid for the sale. A sale that
nothing was paid for earns nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.loyalty.conditions import Bound, Picks, bind
from app.loyalty.counting import COUNTS_ALL, Counting
from app.loyalty.earning import MAX_POINTS, EarningKind, EarningRule, Stage, earning_kinds
from app.loyalty.earning.sharing import Share, both, by_line
from app.loyalty.sale import Sale, SaleLine
from app.loyalty.tiers.scheme import NO_TIERS, TierScheme

TIER = "tier:"
"""What the rule of a tier's own factor is called: "tier:gold"."""

_ALL = 1 << 30
"""A place after every rule."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule, by its id, gave."""

    rule: str
    points: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """The points of a sale and which rules gave them: `points` is the sum of the parts, never below 0.

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
    """What the rules gave so far: the base rules' points, as multipliers act on them, and every part."""

    base: list[tuple[_Base, int]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    counted: list[tuple[str, int]] = field(default_factory=list)
    points: int = 0

    def add(self, rule: str, points: int, picks: Picks | None) -> None:
        """Keep a part; never so much that all of them fall below nothing or beyond what can be."""
        points = max(-self.points, min(points, MAX_POINTS - self.points))
        if points:
            self.points += points
            self.parts.append(Part(rule, points))
            self.shares.append(Share(picks, points))


class Judge:
    """The earning rules of one programme, bound. Call it with a sale; `needs` are facts of `Who` it wants.

    A rule of an unknown kind gives nothing. A rule that stops, and gives something by itself with the rules
    before it, is the last one that is asked.
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
        bound: list[_Rule] = [*self._base, *self._times, *self._plus]
        self._stops = sorted((rule.place, rule.id) for rule in bound if rule.stops)
        self.needs = frozenset(fact for rule in bound for fact in rule.bound.needs)
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
        if sale.amount <= 0:
            return NOTHING
        for place, rule in self._stops:
            judged = self._judge(sale, place)
            if any(part.rule == rule for part in judged.parts):
                return judged
        return self._judge(sale, _ALL)

    def _judge(self, sale: Sale, last: int) -> Judgement:
        """By the rules up to the place `last`."""
        lines = self._counting.lines(sale)
        money = self._counting.money(sale)
        given = _Given()
        self._by_money(sale, lines, money, given, last)
        if given.base:
            self._several_times(sale, lines, money, given, last)
        for plus in self._plus:
            if plus.place <= last and plus.bound.hold(sale):
                picks = plus.bound.picks
                pieces = 1000 if picks is None else sum(_pieces(line) for line in lines if picks(line))
                if pieces > 0:
                    given.add(plus.id, plus.fixed(pieces), picks)
        if not given.parts and not given.counted:
            return NOTHING
        lined = by_line(sale, self._counting, given.shares) if given.parts and len(sale.lines) > 1 else ()
        return Judgement(given.points, tuple(given.parts), lined, tuple(given.counted))

    def _by_money(self, sale: Sale, lines: Sequence[SaleLine], money: int, given: _Given, last: int) -> None:
        for base in self._base:
            if base.place > last or not base.bound.hold(sale):
                continue
            picks = base.bound.picks
            spent = money if picks is None else self._picked(money, lines, picks)
            if spent <= 0:
                continue
            if base.step:
                given.counted.append((base.id, spent))
                spent += (sale.carried or {}).get(base.id, 0) % base.step
            points = base.per_money(spent)
            if points:
                given.base.append((base, points))
                given.add(base.id, points, picks)

    def _several_times(
        self, sale: Sale, lines: Sequence[SaleLine], money: int, given: _Given, last: int
    ) -> None:
        """Each multiplier acts on the points for money, not on what other multipliers made of them."""
        reach = [base.bound.picks for base, _points in given.base]
        all_points = sum(points for _base, points in given.base)
        tier = self._tiers.get(sale.who.tier)
        if tier is not None and sale.amount >= tier[1]:
            given.add(TIER + sale.who.tier, _more(all_points, tier[0]), both(reach, None))
        for times in self._times:
            if times.place > last or not times.bound.hold(sale):
                continue
            picks = times.bound.picks
            points = all_points
            if picks is not None:
                points = sum(
                    min(most, base.per_money(self._picked(money, lines, picks, base.bound.picks)))
                    for base, most in given.base
                )
            given.add(times.id, _more(points, times.factor), both(reach, picks))

    def _picked(self, money: int, lines: Iterable[SaleLine], picks: Picks, also: Picks | None = None) -> int:
        """The money of picked lines: what they cost, but never more than was paid for all that counts."""
        spent = sum(line.amount for line in lines if picks(line) and (also is None or also(line)))
        return max(0, min(self._counting.taxed_off(spent), money))


def _pieces(line: SaleLine) -> int:
    """Thousandths of pieces a line counts for: none where it cost nothing, less where it took back."""
    return line.quantity if line.amount > 0 else -line.quantity if line.amount < 0 else 0


def _more(points: int, factor: int) -> int:
    """What a factor in thousandths adds to points (takes off, below 1000), rounded toward zero."""
    change = points * (factor - 1000)
    return change // 1000 if change >= 0 else -(-change // 1000)
