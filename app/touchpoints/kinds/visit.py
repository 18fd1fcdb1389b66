"""A visit without a purchase: looked in, collected, asked."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind


def _show(told: Told) -> Shown:
    together = told.word("together_with")
    return Shown(_("Came by"), told.text, _("With {people}").format(people=together) if together else "")


KIND = TouchpointKind(
    id="visit",
    label=_("Visit"),
    icon="visit",
    tone="accent",
    group="contact",
    show=_show,
    words=("visit", "visited", "v"),
    order=30,
    fields=(Field("together_with", _("Who came along"), FieldKind.TEXT, max_length=120),),
    needs_text=False,
)
