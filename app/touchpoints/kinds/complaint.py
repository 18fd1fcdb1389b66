"""A complaint: who sees to it, what was answered, and how it was put right."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind, joined
from app.touchpoints.noted import ANSWERED_AT, ANSWERED_BY, OWNER, PURCHASE, STAFF


def _show(told: Told) -> Shown:
    remedy, answer, owner = told.word("remedy"), told.word("answered"), told.person("owner")
    answered = _("Answered: {words}").format(words=answer) if answer else ""
    if told.data.get("put_right") is True:
        return Shown(_("Complaint, put right"), told.text, joined(remedy, answered))
    return Shown(
        _("Complaint"),
        told.text,
        joined(
            remedy or ("" if answered else _("Not put right yet")),
            answered,
            _("{name} sees to it").format(name=owner) if owner else "",
        ),
    )


def _answered(told: Told) -> bool:
    return told.data.get("put_right") is True or bool(told.word("remedy") or told.word("answered"))


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
        Field("answered", _("Our answer"), FieldKind.LONG_TEXT, max_length=2000),
    ),
    noted=(PURCHASE, STAFF, OWNER, ANSWERED_AT, ANSWERED_BY),
    answered=_answered,
    kept_when_erased=frozenset({"put_right", "purchase", "staff", "owner", "answered_at", "answered_by"}),
)
