"""Reports asked about days at the ends of the calendar: an answer or a sentence, never a fault."""

from __future__ import annotations

import pytest

from app.insights.registry import REPORTS
from app.insights.report import Report
from app.kernel.book import Book
from app.kernel.errors import Refused
from app.kernel.fields import FieldKind, clean_values
from tests.unit.loyalty.conftest import Till

FAR = (("0001-01-01", "9999-12-31"), ("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31"))
OF_DAYS = [one for one in REPORTS if any(field.kind is FieldKind.DATE for field in one.options)]


@pytest.mark.parametrize("days", FAR, ids=" ".join)
@pytest.mark.parametrize("report", OF_DAYS, ids=lambda one: one.id)
def test_far_days_are_answered_or_refused_in_a_sentence(
    till: Till, book: Book, report: Report, days: tuple[str, str]
) -> None:
    till.ring(till.new("Maria"), 1_000)
    asked = {field.id for field in report.options}
    wanted = {"period": "days", "start": days[0], "end": days[1], "month": "other", "day": days[0]}
    options = clean_values(report.options, {key: value for key, value in wanted.items() if key in asked})
    try:
        data = book.ask(report.gather, options)
    except Refused as refused:
        assert refused.message.endswith(".") and refused.field
    else:
        assert data.subtitle
