"""Charts as values: series over places, and the round numbers of their axis. Fronts paint them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_STEPS = 4


class Shape(StrEnum):
    """How series are drawn: bars stand on one another, those below zero hang under the line."""

    BARS = "bars"
    LINES = "lines"


class Tone(StrEnum):
    """What a series is, for its colour: the thing itself, what it is compared with, what adds to it, loss."""

    MAIN = "main"
    BESIDE = "beside"
    SOFT = "soft"
    GOLD = "gold"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class Series:
    """A value for each place; a line may be shorter than the axis (a month that is not over). `low` and
    `high` are the likely range around a line, place by place; () where it has none."""

    name: str
    values: tuple[int, ...]
    tone: Tone = Tone.MAIN
    low: tuple[int, ...] = ()
    high: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the axis that is named, as the middle of all is."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`sentence` says what it shows. `kind` is the values' ("number", "points", "money"); in a chart of bars
    those below zero count something taken away, and are said without a sign. The axis of lines may begin
    elsewhere than at zero (`from_zero`), where only their course is looked at. It
    ends at `top`, the best score there is; of the `unknown` places nothing is known."""

    id: str
    title: str
    sentence: str
    shape: Shape
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    kind: str = "number"
    marks: tuple[Mark, ...] = ()
    from_zero: bool = True
    top: int = 0
    unknown: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return not self.labels or not any(any(one.values) for one in self.series)

    def ticks(self, least_step: int = 1) -> list[int]:
        """The round values of its axis (`axis`)."""
        low, high = self.range()
        if self.top and low == 0 and high == self.top:
            return scale(self.top)
        return axis(low, high, least_step, from_zero=self.from_zero or self.shape is Shape.BARS)

    def range(self) -> tuple[int, int]:
        """The lowest and highest value drawn, bars stacked and likely ranges with them; zero is always among
        them, unless the axis need not begin there."""
        if self.shape is Shape.LINES:
            values = [value for one in self.series for value in (*one.values, *one.low, *one.high)]
            if values and not self.from_zero:
                return min(values), max(values)
            return min(0, *values, 0), max(self.top, *values, 0)
        low = high = 0
        for at in range(len(self.labels)):
            here = [one.values[at] for one in self.series if at < len(one.values)]
            low = min(low, sum(value for value in here if value < 0))
            high = max(high, sum(value for value in here if value > 0))
        return low, max(high, self.top)


def scale(top: int) -> list[int]:
    """Fifths of a scale that ends at `top`."""
    return [top * fifth // 5 for fifth in range(6)]


def axis(low: int, high: int, least_step: int = 1, *, from_zero: bool = True) -> list[int]:
    """Round values from at most `low` to at least `high`, two to seven, evenly apart; zero among them unless
    the axis need not begin there."""
    if from_zero:
        low, high = min(low, 0), max(high, 0)
    rough = max((high - low) / _STEPS, least_step, 1)
    size = 10 ** math.floor(math.log10(rough))
    step = next(whole for nice in (1, 2, 2.5, 5, 10) if (whole := _whole(size * nice)) >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [step * at for at in range(first, max(last, first + 1) + 1)]


def _whole(step: float) -> int:
    return int(step) if step == int(step) else 0


def shown_labels(widths: Iterable[float], room: float, gap: float) -> list[int]:
    """The places of labels that may stand under an axis of `room`: evenly apart, none touching another."""
    sizes = list(widths)
    if not sizes:
        return []
    every = max(1, math.ceil((max(sizes) + gap) * len(sizes) / max(room, 1)))
    return list(range(0, len(sizes), every))
