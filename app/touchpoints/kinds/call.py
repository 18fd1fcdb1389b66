"""A telephone call, either way."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.touchpoints.kind import Shown, Told, TouchpointKind, direction_field, joined


def _show(told: Told) -> Shown:
    title = _("We called") if told.word("direction") == "out" else _("Called")
    subject = told.word("subject")
    if subject and told.word("direction") == "out":
        title = _("We called about {subject}").format(subject=subject)
    elif subject:
        title = _("Called about {subject}").format(subject=subject)
    minutes = told.number("minutes")
    length = plural("{count} min", "{count} min", minutes).format(count=minutes) if minutes else ""
    return Shown(title, told.text, joined(length, told.word("outcome")))


KIND = TouchpointKind(
    id="call",
    label=_("Call"),
    icon="call",
    tone="blue",
    group="contact",
    show=_show,
    words=("call", "called", "c"),
    order=20,
    fields=(
        direction_field(_("They called"), _("We called")),
        Field("subject", _("About"), max_length=120),
        Field("minutes", _("Minutes"), FieldKind.INTEGER, minimum=0, maximum=1440),
        Field("outcome", _("What came of it"), max_length=200),
    ),
    needs_text=False,
    kept_when_erased=frozenset({"direction", "minutes"}),
)
