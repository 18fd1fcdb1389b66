"""A note: something worth knowing next time."""

from __future__ import annotations

from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind


def _show(told: Told) -> Shown:
    return Shown(_("Note"), told.text)


KIND = TouchpointKind(
    id="note",
    label=_("Note"),
    icon="note",
    tone="plain",
    group="contact",
    show=_show,
    words=("note", "n"),
    order=10,
)
