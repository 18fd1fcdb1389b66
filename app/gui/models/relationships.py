"""How relationships stand, in the words and figures the window shows."""

from __future__ import annotations

from dataclasses import dataclass

from app.insights.relationship.board import board
from app.insights.relationship.ladder import RUNGS
from app.insights.relationship.stages import counts
from app.insights.sayings import Sayings
from app.kernel.i18n import _, plural
from app.kernel.unit import View


@dataclass(frozen=True, slots=True)
class StageBar:
    """One step: `count` customers stand on it, `figure` as people read it, `share` of the step with most, 0
    to 1; `said` is the whole for a screen reader, `takes` what the step takes."""

    id: str
    label: str
    count: int
    figure: str
    share: float
    said: str
    takes: str


@dataclass(frozen=True, slots=True)
class MoveCell:
    """One move of the board: `figure` "193", `of` "of 196 customers", `share` of them, 0 to 1. `missing` is
    what the others lack most, "" where nobody lacks anything, `ids` who lacks it; `show` asks to see them."""

    id: str
    label: str
    figure: str
    of: str
    share: float
    takes: str
    missing: str
    show: str
    ids: tuple[int, ...]


def stage_bars(view: View) -> tuple[StageBar, ...]:
    """The steps, lowest first, with all customers who are not archived."""
    numbers, say = counts(view), Sayings(view.context)
    most = max(numbers.values(), default=0)
    bars = []
    for rung in RUNGS:
        count = numbers[rung.id]
        words = plural("{step}: {n} customer", "{step}: {n} customers", count)
        said = words.format(step=rung.label, n=say.number(count))
        share = count / most if most else 0.0
        bars.append(StageBar(rung.id, rung.label, count, say.number(count), share, said, rung.takes))
    return tuple(bars)


def move_cells(view: View) -> tuple[MoveCell, ...]:
    """The four moves: identified, told apart, heard from, treated as their own."""
    say = Sayings(view.context)
    cells = []
    for cell in board(view):
        of = plural("of {n} customer", "of {n} customers", cell.of).format(n=say.number(cell.of))
        show = _("Show them") if cell.most_ids else ""
        share = cell.count / cell.of if cell.of else 0.0
        cells.append(
            MoveCell(
                cell.id, cell.label, say.number(cell.count), of, share, cell.takes, cell.missing, show,
                cell.most_ids,
            )
        )  # fmt: skip
    return tuple(cells)
