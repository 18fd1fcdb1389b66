"""A letter or a card in the post, either way."""

from __future__ import annotations

from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind, direction_field


def _show(told: Told) -> Shown:
    return Shown(_("We sent a letter") if told.word("direction") == "out" else _("Sent a letter"), told.text)


KIND = TouchpointKind(
    id="letter",
    label=_("Letter"),
    icon="letter",
    tone="plain",
    group="contact",
    show=_show,
    words=("letter", "postcard", "post", "l"),
    order=60,
    fields=(direction_field(_("They wrote"), _("We wrote")),),
    kept_when_erased=frozenset({"direction"}),
)
