"""A complaint, and how it was put right."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind


def _show(told: Told) -> Shown:
    remedy = told.word("remedy")
    if told.data.get("put_right") is True:
        return Shown(_("Complaint, put right"), told.text, remedy)
    return Shown(_("Complaint"), told.text, remedy or _("Not put right yet"))


KIND = TouchpointKind(
    id="complaint",
    label=_("Complaint"),
    icon="complaint",
    tone="rose",
    group="feedback",
    show=_show,
    words=("complaint", "complained", "angry", "x"),
    order=100,
    fields=(
        Field("put_right", _("Put right"), FieldKind.BOOLEAN),
        Field("remedy", _("What we did"), max_length=300),
    ),
    kept_when_erased=frozenset({"put_right"}),
)
