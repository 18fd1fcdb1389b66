"""One entry of the timeline as its dialog needs it: with who can see to it, and how its words sound."""

from __future__ import annotations

from dataclasses import dataclass

from app.customers.language import customer_locale
from app.kernel.i18n import _
from app.kernel.unit import View
from app.staff.queries import staff_list, staff_names
from app.touchpoints.noted import MOOD_FIELD, staff_in
from app.touchpoints.queries import TouchpointRow, touchpoint
from app.touchpoints.registry import kind_or_unknown
from app.touchpoints.sentiment import hint


@dataclass(frozen=True)
class TouchpointForm:
    """`people` are (id, name) of the staff for the field `owner`; `hint` says how the words sound to the
    program, "" where it does not tell."""

    row: TouchpointRow
    people: tuple[tuple[str, str], ...] = ()
    hint: str = ""


def touchpoint_form(view: View, touchpoint_id: int) -> TouchpointForm:
    """All of it; `NotFound` when the entry was removed."""
    row = touchpoint(view, touchpoint_id)
    noted = {field.id for field in kind_or_unknown(row.kind).noted}
    people: dict[int, str] = {}
    if "owner" in noted:
        people = {one.id: one.name for one in staff_list(view)}
        now = staff_in(row.data, "owner")
        if now is not None and now not in people:
            people[now] = staff_names(view).get(now, _("Number {id}").format(id=now))
    said = ""
    if MOOD_FIELD in noted and row.text:
        mood = hint(row.text, customer_locale(view, row.customer_id))
        said = {
            "happy": _("To the program the words sound happy."),
            "unhappy": _("To the program the words sound unhappy."),
        }.get(mood, "")
    return TouchpointForm(row, tuple((str(number), name) for number, name in people.items()), said)
