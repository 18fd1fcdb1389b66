"""The ladder: on which step customers stand, by the needs of all its steps.

The rule: somebody stands on the highest step whose needs are met together with those of every step below it.
Where a lower step lacks evidence, or breaks again (an open complaint, a promise that is overdue), what there
is of higher steps is told but counts only once the lower one holds. So nobody is carried over a step in
silence, and a regular of years of whom nothing is written down stands at "First contact" until somebody asks.
The first step takes nothing but being in the book; a day before that has no step.

The steps follow the stages of customer relationships of the trade (first contact, understanding needs,
meeting expectations, trust, loyalty), with advocacy above as on the ladder of M. Christopher, A. Payne and D.
Ballantyne, Relationship Marketing, 1991.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.insights.relationship import rungs
from app.insights.relationship.facts import Facts
from app.insights.relationship.rung import Rung
from app.kernel.registry import Registry

if TYPE_CHECKING:
    from app.insights.relationship.facts import Bools, Numbers

RUNGS: Registry[Rung] = Registry(rungs, "RUNG")
"""Every step by its id, the lowest first."""

NOBODY = -1
"""The place of who was not in the book on the day."""


def holds(rung: Rung, many: Facts[Numbers]) -> Bools:
    """Who meets all needs of the step, whatever is below it; shape (n,)."""
    met = many.joined <= many.on
    for need in rung.needs:
        met = met & need.met(many)
    return met


def places(many: Facts[Numbers]) -> Numbers:
    """On which step each stands, 0 the lowest, `NOBODY` before they were in the book; shape (n,)."""
    import numpy as np

    place = np.full(len(many.joined), NOBODY, dtype=np.int64)
    reached = np.ones(len(many.joined), dtype=np.bool_)
    for at, rung in enumerate(RUNGS):
        reached &= holds(rung, many)
        place[reached] = at
    return place
