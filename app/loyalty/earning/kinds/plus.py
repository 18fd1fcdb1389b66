"""Fixed points on top: for a product, a first purchase, a birthday, a visit."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.earning import EarningKind, Stage
from app.loyalty.reading import Values
from app.loyalty.words import signed_points


def fixed(values: Values) -> Callable[[int], int]:
    """The points once a sale, or for each whole piece of the lines that the rule picks."""
    points = int(values["points"])
    if not values.get("each"):
        return lambda _pieces: points
    return lambda pieces: pieces // 1000 * points


def words(values: Values, view: View) -> str:
    said = signed_points(values["points"], view)
    return _("{points} each").format(points=said) if values.get("each") else said


def brief(_values: Values, _view: View) -> str:
    return ""


KIND = EarningKind(
    id="plus",
    label=_("Points on top"),
    stage=Stage.PLUS,
    fields=(
        Field("points", _("Points"), FieldKind.INTEGER, required=True, minimum=1, maximum=1_000_000),
        Field("each", _("For each piece"), FieldKind.BOOLEAN),
    ),
    fixed=fixed,
    words=words,
    brief=brief,
    order=30,
)
