"""Something done without Regulars: a call, a gift in the bag, a word at the till."""

from __future__ import annotations

from app.groups.campaigns.kind import ActionKind
from app.groups.campaigns.reach import CHANNEL, cannot_be_reached
from app.kernel.fields import Field
from app.kernel.i18n import _

ACTION = ActionKind(
    "other",
    _("Something else"),
    "check",
    lambda data: str(data["what"]),
    fields=(
        Field(
            "what",
            _("What"),
            required=True,
            max_length=120,
            help=_("A call, a gift in the bag, a word at the till."),
        ),
        CHANNEL,
    ),
    cannot_get=cannot_be_reached,
    order=60,
)
