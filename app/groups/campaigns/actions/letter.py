"""Write everybody a letter; it is printed for those who are to get one."""

from __future__ import annotations

from app.groups.campaigns.kind import ActionKind
from app.groups.campaigns.reach import BY_POST, UNASKED, cannot_be_written
from app.kernel.fields import Field
from app.kernel.i18n import _

ACTION = ActionKind(
    "letter",
    _("Write a letter"),
    "letter",
    lambda data: _("Letter: {name}").format(name=data["wording"]) if data.get("wording") else _("Letter"),
    fields=(
        Field("wording", _("Which letter"), max_length=120, help=_("The letter's name, to know it by.")),
        BY_POST,
        UNASKED,
    ),
    cannot_get=cannot_be_written,
    order=30,
)
