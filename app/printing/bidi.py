"""The order in which mixed left-to-right and right-to-left text is set: UAX #9 for one line.

Explicit embeddings, overrides and isolates never reach paper (`app.printing.text.plain` takes them out), so
what is left of the algorithm is its implicit part: rules P2-P3, W1-W7, N0-N2, I1-I2 and L1-L2.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import bidirectional

_STRONG = frozenset({"L", "R", "AL"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "「": "」", "『": "』", "【": "】"}


@dataclass(frozen=True, slots=True)
class Run:
    """`text[start:end]`, all of one direction; runs are given in the order they stand on the line."""

    start: int
    end: int
    rightward: bool


def runs(text: str) -> list[Run]:
    """The runs of a line from left to right as seen. Every character belongs to exactly one run."""
    kinds = [bidirectional(c) or "L" for c in text]
    if not _RIGHT_TO_LEFT.intersection(kinds):
        return [Run(0, len(text), rightward=True)] if text else []
    levels = _levels(text, kinds)
    spans = _spans(levels)
    for level in range(max(levels), 0, -1):
        at = 0
        while at < len(spans):
            stop = at
            while stop < len(spans) and spans[stop][2] >= level:
                stop += 1
            spans[at:stop] = reversed(spans[at:stop])
            at = max(stop, at + 1)
    return [Run(start, end, rightward=level % 2 == 0) for start, end, level in spans]


def starts_rightward(text: str) -> bool:
    """Whether the first strong character runs left to right; True where there is none (P2, P3)."""
    return next((kind == "L" for kind in map(bidirectional, text) if kind in _STRONG), True)


def _levels(text: str, original: list[str]) -> list[int]:
    base = 0 if starts_rightward(text) else 1
    outside = "R" if base else "L"
    kinds = _weak(original, outside)
    _pair_brackets(text, original, kinds, outside)
    _neutrals(kinds, outside)
    levels = [base + _rise(kind, base) for kind in kinds]
    for at in range(len(text) - 1, -1, -1):  # L1: space at the end of the line belongs to the line
        if original[at] not in {"WS", "S", "B", "BN"}:
            break
        levels[at] = base
    return levels


def _rise(kind: str, base: int) -> int:
    if base == 0:
        return {"L": 0, "R": 1}.get(kind, 2)
    return 0 if kind == "R" else 1


def _weak(original: list[str], outside: str) -> list[str]:
    """W1 to W7: marks, numbers and what stands between numbers."""
    kinds = list(original)
    previous, strong = outside, outside
    for at, kind in enumerate(kinds):
        previous = previous if kind in {"NSM", "BN"} else kind
        if previous == "EN" and strong == "AL":
            previous = "AN"
        if previous in _STRONG:
            strong = previous
        kinds[at] = previous
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        before, after = kinds[at - 1], kinds[at + 1]
        if before == after and (
            (kinds[at] in {"ES", "CS"} and before == "EN") or (kinds[at] == "CS" and before == "AN")
        ):
            kinds[at] = before
    _terminators(kinds)
    strong = outside
    for at, kind in enumerate(kinds):
        if kind in {"ES", "ET", "CS"}:
            kinds[at] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    return kinds


def _terminators(kinds: list[str]) -> None:
    """W5: signs such as a currency's join the number they touch."""
    at = 0
    while at < len(kinds):
        if kinds[at] != "ET":
            at += 1
            continue
        stop = at
        while stop < len(kinds) and kinds[stop] == "ET":
            stop += 1
        touches = (at > 0 and kinds[at - 1] == "EN") or (stop < len(kinds) and kinds[stop] == "EN")
        if touches:
            kinds[at:stop] = ["EN"] * (stop - at)
        at = stop


def _pair_brackets(text: str, original: list[str], kinds: list[str], outside: str) -> None:
    """N0: both brackets of a pair, and the marks on them, take the direction of what they hold."""
    for opening, closing in _pairs(text, kinds):
        inside = {_direction(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if outside in inside:
            chosen = outside
        elif inside:
            before = next((d for d in map(_direction, reversed(kinds[:opening])) if d), outside)
            chosen = before if before in inside else outside
        else:
            continue
        for at in (opening, closing):
            kinds[at] = chosen
            while at + 1 < len(kinds) and original[at + 1] == "NSM":
                at += 1  # noqa: PLW2901 - walks over the marks of this bracket
                kinds[at] = chosen


def _pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if kinds[at] != "ON":
            continue
        if character in _BRACKETS:
            if len(waiting) == 63:  # the depth the algorithm sets
                break
            waiting.append((_BRACKETS[character], at))
        else:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == character:
                    found.append((waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return sorted(found)


def _direction(kind: str) -> str:
    if kind == "L":
        return "L"
    return "R" if kind in {"R", "EN", "AN"} else ""


def _neutrals(kinds: list[str], outside: str) -> None:
    """N1, N2: spaces and signs take the direction both sides share, else the line's."""
    at = 0
    while at < len(kinds):
        if kinds[at] not in _NEUTRAL:
            at += 1
            continue
        stop = at
        while stop < len(kinds) and kinds[stop] in _NEUTRAL:
            stop += 1
        before = _direction(kinds[at - 1]) if at else outside
        after = _direction(kinds[stop]) if stop < len(kinds) else outside
        kinds[at:stop] = [before if before == after else outside] * (stop - at)
        at = stop


def _spans(levels: list[int]) -> list[tuple[int, int, int]]:
    spans: list[tuple[int, int, int]] = []
    start = 0
    for at in range(1, len(levels) + 1):
        if at == len(levels) or levels[at] != levels[start]:
            spans.append((start, at, levels[start]))
            start = at
    return spans
