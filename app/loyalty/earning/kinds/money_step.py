"""Points for every whole step of money: 1 point per 10.00, 5 points per 2.50."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.money import MAX_AMOUNT
from app.kernel.unit import View
from app.loyalty.earning import EarningKind, Stage
from app.loyalty.reading import Values
from app.loyalty.words import short_money


def per_money(values: Values) -> Callable[[int], int]:
    """Whole steps are counted down first, then multiplied: 5 per 2.50 on 3.00 is 5, not 6."""
    step, points = int(values["step"]), int(values["points"])
    return lambda money: money // step * points


def step(values: Values) -> int:
    """The money of one step, when what fills none is carried over to the next sale; 0 when it is not."""
    return int(values["step"]) if values.get("carry_over") else 0


def words(values: Values, view: View) -> str:
    points = int(values["points"])
    return plural("{points} point per {step}", "{points} points per {step}", points).format(
        points=points, step=short_money(values["step"], view)
    )


KIND = EarningKind(
    id="money_step",
    label=_("Points for money spent"),
    stage=Stage.BASE,
    fields=(
        Field("points", _("Points"), FieldKind.INTEGER, required=True, minimum=1, maximum=100_000, default=1),
        Field("step", _("For every"), FieldKind.MONEY, required=True, minimum=1, maximum=MAX_AMOUNT),
        Field(
            "carry_over",
            _("Carry over the rest"),
            FieldKind.BOOLEAN,
            help=_("What fills no whole step counts with the next purchase."),
        ),
    ),
    per_money=per_money,
    step=step,
    words=words,
    order=10,
)
