"""A short message: text message, chat."""

from __future__ import annotations

from app.kernel.fields import Field
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind, direction_field


def _show(told: Told) -> Shown:
    title = _("We sent a message") if told.word("direction") == "out" else _("Sent a message")
    return Shown(title, told.text, told.word("service"))


KIND = TouchpointKind(
    id="message",
    label=_("Message"),
    icon="message",
    tone="blue",
    group="contact",
    show=_show,
    words=("message", "msg", "sms", "text", "m"),
    order=40,
    fields=(
        direction_field(_("They wrote"), _("We wrote")),
        Field("service", _("By"), max_length=60, help=_("Text message, or the name of the chat")),
    ),
    kept_when_erased=frozenset({"direction"}),
)
