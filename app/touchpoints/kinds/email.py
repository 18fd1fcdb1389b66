"""An e-mail, either way."""

from __future__ import annotations

from app.kernel.fields import Field
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind, direction_field


def _show(told: Told) -> Shown:
    title = _("We sent an e-mail") if told.word("direction") == "out" else _("Sent an e-mail")
    subject = told.word("subject")
    return Shown(title, told.text, _("Subject: {subject}").format(subject=subject) if subject else "")


KIND = TouchpointKind(
    id="email",
    label=_("E-mail"),
    icon="email",
    tone="blue",
    group="contact",
    show=_show,
    words=("email", "e-mail", "mail", "e"),
    order=50,
    fields=(
        direction_field(_("They wrote"), _("We wrote")),
        Field("subject", _("Subject"), max_length=200),
    ),
    kept_when_erased=frozenset({"direction"}),
)
