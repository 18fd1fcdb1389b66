"""Who of a group cannot be written to by post: no address, or a no to it."""

from __future__ import annotations

from app.groups.campaigns.kind import Data, LeftOut
from app.groups.recipients import first_addresses, unwilling
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View

BY_POST = Field(
    "by_post",
    _("By post"),
    FieldKind.BOOLEAN,
    default=True,
    help=_("Leaves out who has no postal address, and who does not want post."),
)


def cannot_be_posted(view: View, data: Data, customers: frozenset[int]) -> LeftOut:
    """Nobody where it is handed over."""
    if data.get("by_post"):
        yield _("have no postal address"), customers.difference(first_addresses(view))
        yield _("do not want post"), customers.intersection(unwilling(view))
