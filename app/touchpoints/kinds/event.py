"""An event of the shop that the customer came to. The text is the event's name."""

from __future__ import annotations

from app.kernel.fields import Field
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind, joined


def _show(told: Told) -> Shown:
    people = told.word("together_with")
    return Shown(
        _("Came to “{event}”").format(event=told.text) if told.text else _("Came to an event"),
        "",
        joined(_("With {people}").format(people=people) if people else "", told.word("remark")),
    )


KIND = TouchpointKind(
    id="event",
    label=_("Event"),
    icon="event",
    tone="violet",
    group="contact",
    show=_show,
    words=("event", "evening", "came to"),
    order=110,
    fields=(
        Field("together_with", _("Who came along"), max_length=120),
        Field("remark", _("Remark"), max_length=300),
    ),
)
