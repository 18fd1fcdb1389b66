"""How relationships stand, as scripts and people are told it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.cli.output import print_lines, print_table
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.insights.relationship.board import Cell
    from app.insights.relationship.standing import Standing
    from app.kernel.context import ShopContext


def told_standing(one: Standing) -> dict[str, Any]:
    """One customer's step, its evidence and the kind of relationship."""
    return {
        "stage": one.stage,
        "stage_how": one.how,
        "evidence": [
            {
                "rung": step.rung,
                "label": step.label,
                "met": step.met,
                "held_back": step.held_back,
                "takes": step.takes,
                "found": [
                    {"on": found.on.isoformat(), "words": found.words, "against": found.against}
                    for found in step.found
                ],
                "lifts": list(step.lifts),
            }
            for step in one.steps
        ],
        "relationship_kind": one.kind.id or None,
        "relationship_kind_how": one.kind.why,
    }


def show_standing(one: Standing) -> None:
    """The same for people: a table of the steps, the highest last."""

    def rows() -> Iterator[tuple[str, str, str]]:
        for step in one.steps:
            met = _("held back") if step.held_back else _("yes") if step.met else _("no")
            said = [found.words for found in step.found]
            yield step.label, met, " ".join([*said, *(f"→ {words}" for words in step.lifts)])

    print_table(
        (_("Step of the relationship"), _("Met"), _("What is in the book, → what would lift them")), rows()
    )
    print_lines(one.how, f"{one.kind.label}: {one.kind.why}" if one.kind.label else one.kind.why)


def told_relationships(counts: Mapping[str, int], cells: Sequence[Cell]) -> dict[str, Any]:
    """How many stand on each step, and the board of the four moves."""
    idic = [
        {
            "id": cell.id,
            "label": cell.label,
            "count": cell.count,
            "of": cell.of,
            "takes": cell.takes,
            "missing": cell.missing,
        }
        for cell in cells
    ]
    return {"stages": dict(counts), "idic": idic}


def show_relationships(counts: Mapping[str, int], cells: Sequence[Cell], context: ShopContext) -> None:
    """The same for people."""
    from app.insights.relationship.ladder import RUNGS
    from app.insights.sayings import Sayings

    say = Sayings(context)
    steps = [(rung.label, say.number(counts[rung.id])) for rung in RUNGS]
    print_table((_("How the relationships stand"), _("Customers")), steps, numbers=(1,))
    moves = [(cell.label, say.number(cell.count), say.number(cell.of), cell.missing) for cell in cells]
    print_table(
        (_("How customers are known"), _("Customers"), _("Of"), _("Missing most")), moves, numbers=(1, 2)
    )
