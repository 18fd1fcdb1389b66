"""The sheet of the loyalty page's parts: rules in words, figures side by side, lines, several values."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.models.programme_words import Cell, cell
from app.gui.widgets.comparison import Comparison
from app.gui.widgets.form import Form
from app.gui.widgets.line_chart import LineChart, Series
from app.gui.widgets.rule_table import Column, RuleTable
from app.gui.widgets.spans import Span
from app.gui.widgets.surfaces import Panel
from app.kernel.fields import Field, FieldKind


def rules_sheet() -> QWidget:
    """Everything the loyalty page is made of that no other page has."""
    panel = Panel()
    part = panel.section()
    columns = (Column("When", 50), Column("Rule", 30), Column("Costs", 20, figures=True))
    table = RuleTable(columns, name="Rules")
    table.show_rows(
        [
            (Cell((Span("Category is "), Span("Crime", True))), cell("points × 2"), cell("150")),
            (
                cell("Gold", tone="gold"),
                cell("× 1.25, words that take two lines"),
                cell("1,000"),
            ),
            (cell("Wrong", tone="plain"), cell("marked, for it keeps the draft from being saved"), cell("0")),
        ]
    )
    table.mark(2)
    part.column.addWidget(table)
    figures = Comparison(name="Figures")
    figures.set_rows(("", "Today’s rules", "New rules"), [("Points given", "182,400", "211,950")])
    part.column.addWidget(figures)
    chart = LineChart(name="Points owed, month by month")
    months = ("Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May")
    today = Series("Today’s rules", "muted", (60, 90, 130, 200, 260, 280, 290))
    new = Series("New rules", "accent", (60, 120, 210, 320, 410, 460, 500), strong=True)
    chart.set_data(months, (today, new), str)
    part.column.addWidget(chart)
    days = tuple((name.lower(), name) for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))
    form = Form(
        (
            Field("factor", "Times", FieldKind.FACTOR),
            Field("after", "From (time)", FieldKind.TIME),
            Field("names", "Categories", FieldKind.TEXTS),
            Field("days", "Days of the week", FieldKind.CHOICES, choices=days),
        )
    )
    form.set_values({"factor": 1250, "names": ("Crime", "Poetry"), "days": ("tuesday",)})
    part.column.addWidget(form)
    part.column.addStretch(1)
    return panel
