"""Plots whose answers are known: one of each kind of picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.insights.chart import Chart, Mark, Series, Shape, Tone
from app.insights.pictures import Bar, Bars, CohortRow, Cohorts, Heat
from app.insights.plot import Asked, Picture, Plot, PlotData, spans
from app.insights.report import Column, Kind, Row
from app.kernel.unit import View

TODAY = date(2026, 11, 22)
MONTHS = ("Aug 2026", "Sept 2026", "Oct 2026")

COHORTS = Cohorts(
    "First bought",
    "People",
    ("+1 mo", "+2 mo"),
    (
        CohortRow(date(2026, 8, 1), "Aug 2026", 40, (525, 300)),
        CohortRow(date(2026, 9, 1), "Sept 2026", 20, (250, None)),
        CohortRow(date(2026, 10, 1), "Oct 2026", 10, (None, None)),
    ),
)
BARS = Chart(
    "kept", "New, kept, lost", "", Shape.BARS, MONTHS,
    (
        Series("Kept", (50, 60, 80), Tone.MAIN),
        Series("New", (10, 5, 20), Tone.SOFT),
        Series("Lost", (-5, -10, -20), Tone.LOSS),
    ),
)  # fmt: skip
FAN = Chart(
    "better", "5 % better", "", Shape.LINES, ("Now", "+1 year", "+2 years"),
    (
        Series("5 % better", (15_000_00, 18_000_00, 21_000_00), Tone.MAIN, (15_000_00, 17_500_00, 20_000_00),
               (15_000_00, 18_500_00, 22_000_00)),
        Series("As now", (15_000_00, 16_500_00, 18_000_00), Tone.BESIDE),
    ),
    "money", from_zero=False,
)  # fmt: skip
GAPS = Chart(
    "gaps", "Gaps", "", Shape.BARS, ("1-7", "8-14", "15-21"), (Series("Visits", (9, 30, 12)),),
    marks=(Mark(1, "half within 14 days"),),
)  # fmt: skip
HOURS = Heat(("Monday", "Sunday"), ("09:00", "10:00", "11:00"), ((3, 9, 0), (0, 12, 6)))
STANDING = Bars(
    (
        Bar("Champions", 610, "61 %", beside="44 people"),
        Bar("Lost", 40, "4 %", Tone.LOSS),
    )
)
PICTURES: dict[str, Picture] = {
    "cohorts": COHORTS, "kept": BARS, "better": FAN, "gaps": GAPS, "hours": HOURS, "standing": STANDING,
}  # fmt: skip

Before = Callable[[View, Asked], None]


class KnownPlot(Plot):
    """A plot that answers with a picture that is given, and does something before."""

    def __init__(self, plot_id: str, picture: Picture | None, before: Before | None = None) -> None:
        self.id = plot_id
        self.order = 100
        self.picture = picture
        self.before = before
        self.asked: list[Asked] = []

    @property
    def label(self) -> str:
        return f"Question of {self.id}?"

    def gather(self, view: View, asked: Asked) -> PlotData:
        self.asked.append(asked)
        if self.before is not None:
            self.before(view, asked)
        if self.picture is None:
            return self.nothing(view, "Too little history: one purchase.")
        return self.answer(
            view, f"{asked.months} months", spans("You kept *{kept}* of {all}.", kept="1,204", all="1,310"),
            self.picture, COLUMNS, ROWS, f"How {self.id} was counted.",
        )  # fmt: skip


def known_plots() -> list[KnownPlot]:
    """One of each kind of picture, in the order of `PICTURES`."""
    made = [KnownPlot(plot_id, picture) for plot_id, picture in PICTURES.items()]
    for at, plot in enumerate(made):
        plot.order = 10 * at
    return made


COLUMNS = (Column("month", "Month", Kind.MONTH, wide=1), Column("people", "People", Kind.NUMBER, total=True))
ROWS: tuple[Row, ...] = ((date(2026, 9, 1), 20), (date(2026, 10, 1), 10))


def known(plot_id: str) -> PlotData:
    """One of the pictures as an answer, without a book."""
    plot = KnownPlot(plot_id, PICTURES[plot_id])
    return PlotData(
        plot_id, plot.label, "Aug to Oct 2026",
        spans("You kept *{kept}* of {all}.", kept="1,204", all="1,310"), PICTURES[plot_id], COLUMNS, ROWS,
        f"How {plot_id} was counted.", "", "EUR", "en_GB", TODAY,
    )  # fmt: skip
