"""Asked for feedback: at the till, by a printed slip, by words with an address to paste into a message.

That it was asked says nothing of an answer; an answer is feedback or a review of its own.
"""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind

ASKED = "asked"
TILL, SLIP, LINK = "till", "slip", "link"

_WAY = Field(
    "way",
    _("How"),
    FieldKind.CHOICE,
    choices=((TILL, _("At the till")), (SLIP, _("By a printed slip")), (LINK, _("By a link"))),
    default=TILL,
)
WAYS = dict(_WAY.choices)
"""The labels of the ways a customer is asked, by their ids."""


def _show(told: Told) -> Shown:
    return Shown(_("Asked for feedback"), told.text, WAYS.get(told.word("way"), ""))


KIND = TouchpointKind(
    id=ASKED,
    label=_("Asked for feedback"),
    icon="asked",
    tone="plain",
    group="feedback",
    show=_show,
    words=(ASKED,),
    order=89,
    fields=(_WAY,),
    needs_text=False,
    named_in_full=True,
    kept_when_erased=frozenset({"way"}),
)
