"""A customer's timeline as the window and the command line show it: all slices' shares, put together here."""

from __future__ import annotations

from app.groups.campaigns.timeline import CampaignsTimeline
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.timeline import Cursor, TimelineDecorator, TimelineSource
from app.kernel.unit import View
from app.loyalty.stamps.timeline import StampsTimeline
from app.loyalty.timeline import PointsOnSales, PointsTimeline
from app.loyalty.vouchers.timeline import VouchersTimeline
from app.sales.timeline import SalesTimeline
from app.touchpoints.registry import KINDS
from app.touchpoints.source import TouchpointSource
from app.touchpoints.timeline import TimelinePage, timeline

__all__ = ["GROUPS", "Cursor", "TimelinePage", "group_labels", "known_kinds", "timeline_page"]

_SALES = SalesTimeline()
_POINTS = PointsTimeline()
_VOUCHERS = VouchersTimeline()
_STAMPS = StampsTimeline()
_CAMPAIGNS = CampaignsTimeline()
SOURCES: tuple[TimelineSource, ...] = (
    TouchpointSource(),
    _SALES,
    _POINTS,
    _VOUCHERS,
    _STAMPS,
    _CAMPAIGNS,
)
DECORATORS: tuple[TimelineDecorator, ...] = (PointsOnSales(),)

GROUPS = ("all", "purchases", "contact", "feedback", "points")
"""The filters of the timeline, in the order they are offered."""


def group_labels() -> dict[str, str]:
    """The filters with the words on them."""
    words = (_("All"), _("Purchases"), _("Contact"), _("Feedback"), _("Points"))
    return dict(zip(GROUPS, words, strict=True))


def known_kinds() -> tuple[str, ...]:
    """Every kind a timeline can be narrowed to."""
    return tuple(kind for source in SOURCES for kind in source.kinds)


def timeline_page(
    view: View,
    customer_id: int,
    before: Cursor | None = None,
    limit: int = 50,
    group: str | None = None,
    kind: str | None = None,
) -> TimelinePage:
    """One page of a customer's timeline, newest first, from `before` (the last page's `next`) on.

    `group` is one of `GROUPS`, `kind` one of `known_kinds()`; None is everything, kinds this version does not
    know among it. Raises `Refused` for a group or kind there is not.
    """
    return timeline(view, SOURCES, DECORATORS, customer_id, before, limit, _wanted(group, kind))


def _wanted(group: str | None, kind: str | None) -> frozenset[str] | None:
    wanted: frozenset[str] | None = None
    if group not in (None, "all"):
        if group not in GROUPS:
            raise Refused(
                _("The timeline has no part called “{name}”.").format(name=str(group)[:40]), "group"
            )
        wanted = frozenset(_kinds_of(str(group)))
    if kind is not None:
        if kind not in known_kinds():
            raise Refused(
                _("There is no kind of entry called “{kind}”; there are {known}.").format(
                    kind=kind[:40], known=", ".join(known_kinds())
                ),
                "kind",
            )
        wanted = frozenset({kind}) if wanted is None else wanted & {kind}
    return wanted


def _kinds_of(group: str) -> tuple[str, ...]:
    """The kinds of a filter. Promises and reservations were made with the customer: they are contact."""
    if group == "purchases":
        return tuple(_SALES.kinds)
    if group == "points":
        return (*_POINTS.kinds, *_VOUCHERS.kinds, *_STAMPS.kinds)
    if group == "contact":
        asked = (kind.id for kind in KINDS if kind.group in ("contact", "promise"))
        return (*asked, *_CAMPAIGNS.kinds)
    return tuple(kind.id for kind in KINDS if kind.group == group)
