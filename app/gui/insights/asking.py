"""What the page asks the book: plots in turn, from one moment of it, each told as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.insights.plot import Asked, Plot, PlotData
from app.kernel.errors import Refused
from app.kernel.i18n import _, plural
from app.kernel.progress import Progress
from app.kernel.turns import Turns
from app.kernel.unit import View

if TYPE_CHECKING:
    from app.shop.on_paper import PaperShop

EVERYBODY = ""
PERIODS = (3, 6, 12, 24, 36, 60)
"""Months back that may be chosen."""
USUAL = 12


@dataclass(frozen=True)
class Choice:
    """The last `months`, of `whom`: everybody, or the id of a group."""

    months: int = USUAL
    whom: str = EVERYBODY


@dataclass(frozen=True)
class Told:
    """How one plot stands: under way while there is neither `data` nor `problem`."""

    plot: str
    data: PlotData | None = None
    problem: str = ""


@dataclass(frozen=True)
class Surroundings:
    """Whom one may ask about, and the shop for pictures."""

    whom: tuple[tuple[str, str], ...]
    shop: PaperShop


def periods() -> tuple[tuple[str, str], ...]:
    """(months as text, label) of each period."""
    said = plural("Last {n} month", "Last {n} months", 2)
    return tuple((str(months), said.format(n=months)) for months in PERIODS)


def surroundings(view: View) -> Surroundings:
    """What stands around the cards. What reads groups is loaded here, on the worker."""
    from app.groups.named import groups
    from app.shop.on_paper import paper_shop

    known = tuple((one.id, one.name) for one in groups(view))
    return Surroundings(((EVERYBODY, _("All customers")), *known), paper_shop(view))


def gather(
    view: View,
    plots: Sequence[Plot],
    choice: Choice,
    tell: Callable[[Told], None],
    progress: Progress,
) -> None:
    """Ask each plot and `tell` how it stands, from one view so that they share what they read.

    A plot that breaks is told so and the others go on; its error is raised at the end. Raises `Cancelled`
    between two plots when the page no longer wants them, Refused when nobody can be asked about.
    """
    asked = Asked(choice.months, ids_of(view, choice.whom))
    turns = Turns()
    broken: Exception | None = None
    for plot in plots:
        progress.check()
        tell(Told(plot.id))
        try:
            tell(Told(plot.id, plot.gather(view, asked)))
        except Refused as refused:
            tell(Told(plot.id, problem=str(refused)))
        except Exception as error:
            broken = broken or error
            tell(Told(plot.id, problem=_("This could not be worked out. Everything else is as it was.")))
        turns.stand_back()
    if broken is not None:
        raise broken


def ids_of(view: View, whom: str) -> frozenset[int] | None:
    """The customers asked about; None for all. Raises Refused for a group that is there no more."""
    if whom == EVERYBODY:
        return None
    from app.groups.named import groups, members_of

    group = next((one for one in groups(view) if one.id == whom), None)
    if group is None:
        raise Refused(_("That group is there no more. Choose another."), field="whom")
    return frozenset(members_of(view, group.rule))
