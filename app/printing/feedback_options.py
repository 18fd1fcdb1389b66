"""What a person chooses before a feedback slip is printed."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.printing.options import AUTO
from app.printing.slips.rolls import ROLLS
from app.touchpoints.scores import FIVE, TEN

LEAF, FOUR = "a6", "four"


def four_to_cut() -> tuple[str, str]:
    """(id, label) of a whole sheet of them."""
    return FOUR, _("Four on a sheet, to cut")


def sizes() -> tuple[tuple[str, str], ...]:
    """(id, label) of a leaf and of the rolls of slip printers."""
    rolls = ((roll.id, _("Roll of {mm} mm").format(mm=roll.mm)) for roll in ROLLS.values())
    return ((LEAF, _("A leaf of A6")), *rolls)


def size_field(sizes: tuple[tuple[str, str], ...], usual: str) -> Field:
    """The choice among them."""
    return Field("size", _("Size"), FieldKind.CHOICE, choices=sizes, default=usual)


def scale_field() -> Field:
    """By which scale it asks; its values are those of `app.touchpoints.scores`, and `AUTO`."""
    scales = (
        (AUTO, _("As the shop asks")),
        (str(FIVE), _("Five faces, 1 to 5")),
        (str(TEN), _("Would you recommend us, 0 to 10")),
    )
    return Field("scale", _("Scale"), FieldKind.CHOICE, choices=scales, default=AUTO)
