"""Customers by the score they gave: the newest, or any of their scores."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from app.groups.criterion import TALK, Criterion, Values
from app.groups.ordering import fetch_rows
from app.groups.spans import (
    LEAST,
    MOST,
    ahead,
    begins,
    check_range,
    check_span,
    number,
    range_fields,
    range_words,
    span_fields,
    span_of,
    span_words,
)
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import table
from app.touchpoints.models import Touchpoint
from app.touchpoints.queries import read_data
from app.touchpoints.scores import score_in

_T = table(Touchpoint).c
SCORED = ("feedback", "review")
FIVE, TEN = "5", "10"
NEWEST, SOME = "newest", "any"


def find(view: View, values: Values, _among: Collection[int]) -> Collection[int]:
    """Scores of the other scale are none."""
    span = span_of(view, values)
    asked = select(_T.customer_id, _T.data).where(_T.kind.in_(SCORED), _T.removed_at.is_(None))
    if span.start is not None:
        asked = asked.where(_T.at >= begins(view, span.start))
    if span.end is not None:
        asked = asked.where(_T.at < begins(view, ahead(span.end, 1)))
    found: dict[int, bool] = {}
    for customer, stored in fetch_rows(view, asked.order_by(_T.at, _T.id)):
        score = _score(stored, values["scale"])
        if score is not None:
            met = values.get(LEAST, score) <= score <= values.get(MOST, score)
            found[customer] = met or (values["which"] == SOME and found.get(customer, False))
    return {customer for customer, met in found.items() if met}


def _score(stored: str, scale: str) -> int | None:
    """The score on that scale; the stars of a review are scores from 1 to 5."""
    score = score_in(read_data(stored))
    return score.value if score is not None and str(score.scale) == scale else None


def check(values: Values) -> None:
    check_range(values)
    check_span(values)


def words(values: Values, view: View) -> str:
    said = _("last gave a score of {score}{when}")
    if values["which"] == SOME:
        said = _("once gave a score of {score}{when}")
    return said.format(score=_said(values, view), when=span_words(view, values))


def unless(values: Values, view: View) -> str:
    said = _("did not last give a score of {score}{when}")
    if values["which"] == SOME:
        said = _("never gave a score of {score}{when}")
    return said.format(score=_said(values, view), when=span_words(view, values))


def _said(values: Values, view: View) -> str:
    return range_words(values, lambda score: f"{number(view, score)}/{values['scale']}")


CRITERION = Criterion(
    id="feedback",
    label=_("Feedback score"),
    shelf=TALK,
    fields=(
        *range_fields(maximum=10),
        Field(
            "scale",
            _("Scale"),
            FieldKind.CHOICE,
            choices=((FIVE, _("1 to 5")), (TEN, _("0 to 10"))),
            default=FIVE,
        ),
        Field(
            "which",
            _("Which"),
            FieldKind.CHOICE,
            choices=((NEWEST, _("Their newest score")), (SOME, _("Any of their scores"))),
            default=NEWEST,
        ),
        *span_fields(),
    ),
    words=words,
    unless=unless,
    find=find,
    check=check,
    order=20,
)
