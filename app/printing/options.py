"""Fields that many documents ask for, and what their values mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.periods import OWN_DAYS, days_of, period_choices, period_fields, period_of
from app.printing.geometry import PAPERS

__all__ = [
    "AUTO", "OWN_DAYS", "Options", "days_of", "paper_field", "period_choices", "period_fields", "period_of",
]  # fmt: skip

Options: TypeAlias = Mapping[str, Any]
"""Cleaned values of a document's options (`app.kernel.fields.clean_values`)."""

AUTO = "auto"


def paper_field() -> Field:
    """The choice of paper, the same for every document on whole sheets."""
    choices = ((AUTO, _("The shop's own")), *((paper.id, paper.label) for paper in PAPERS.values()))
    return Field(id="paper", label=_("Paper"), kind=FieldKind.CHOICE, choices=choices, default=AUTO)
