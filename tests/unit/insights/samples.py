"""A report made by hand, with everything a table may hold, for those who write it down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.report import Column, Figure, Kind, ReportData, Row, Typed, totals_of

COLUMNS = (
    Column("name", "Name", wide=1),
    Column("day", "Day", Kind.DATE, blank="–"),
    Column("month", "Month", Kind.MONTH, blank="for ever"),
    Column("visits", "Visits", Kind.NUMBER, total=True),
    Column("points", "Points", Kind.POINTS, total=True),
    Column("spent", "Spent", Kind.MONEY, total=True),
    Column("share", "Share", Kind.PERCENT),
    Column("mixed", "Mixed", Kind.MIXED),
)

ROWS: tuple[Row, ...] = (
    ("Łukasz Žižek", date(2026, 10, 1), date(2026, 10, 1), 3, 1_234, 123_456, 125, Typed(5, Kind.NUMBER)),
    ("محمد عبد الله", None, None, 0, -20, -910, None, Typed(-1_050, Kind.MONEY)),
    ("=HYPERLINK(\"http://x\")", date(2025, 2, 28), date(2025, 2, 1), 1, 0, 0, 0, Typed(None, Kind.NUMBER)),
    ("Tom <b>Smith", None, None, 2, 7, 50, 1_000, Typed(333, Kind.PERCENT)),
)  # fmt: skip

CHARTS = (
    Chart(
        "bars", "Bars", "Up and down.", Shape.BARS, ("Jan", "Feb", "Mar"),
        (Series("New", (3, 4, 5)), Series("Lost", (0, -2, -1), Tone.LOSS)),
    ),
    Chart(
        "lines", "Lines", "They rise.", Shape.LINES, ("1 Oct", "2 Oct", "3 Oct"),
        (Series("Before", (100, 2_000), Tone.BESIDE), Series("Now", (500, 900, 4_100))), Kind.MONEY,
    ),
)  # fmt: skip


def report(**changes: Any) -> ReportData:
    """The report, with changes; totals follow rows."""
    rows = changes.get("rows", ROWS)
    columns = changes.get("columns", COLUMNS)
    data = ReportData(
        "sample", "A sample", "1–31 Oct 2026", "Every row", columns, rows, totals_of(columns, rows),
        (Figure("points", "Points", 1_221, Kind.POINTS), Figure("spent", "Spent", 122_596, Kind.MONEY)),
        CHARTS, ("Counted by hand.",), "Nothing is there.", "EUR", "en_GB", date(2026, 11, 25),
    )  # fmt: skip
    return replace(data, **changes)
