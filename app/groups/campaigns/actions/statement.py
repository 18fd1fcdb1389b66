"""Send everybody their statement; it is printed for those who are to get one."""

from __future__ import annotations

from app.groups.campaigns.kind import ActionKind
from app.groups.campaigns.reach import BY_POST, cannot_be_posted
from app.kernel.i18n import _

ACTION = ActionKind(
    "statement",
    _("Send statements"),
    "statement",
    lambda _data: _("Statement"),
    fields=(BY_POST,),
    cannot_get=cannot_be_posted,
    order=40,
)
