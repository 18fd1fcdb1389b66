"""Hand the names on to another program, which writes to them."""

from __future__ import annotations

from app.groups.campaigns.kind import ActionKind
from app.groups.campaigns.reach import CHANNEL, cannot_be_reached
from app.kernel.fields import Field
from app.kernel.i18n import _

ACTION = ActionKind(
    "export",
    _("Hand on a list"),
    "export",
    lambda data: _("List for {what}").format(what=data["what"]) if data.get("what") else _("List handed on"),
    fields=(Field("what", _("What for"), max_length=120), CHANNEL),
    cannot_get=cannot_be_reached,
    order=50,
)
