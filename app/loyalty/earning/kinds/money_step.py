"""Points for every whole step of money: 1 point per 10.00, 5 points per 2.50."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.money import MAX_AMOUNT
from app.kernel.unit import View
from app.loyalty.earning import EarningKind, Part, Sale, Stage
from app.loyalty.words import short_money


def money_step(values: Mapping[str, Any], sale: Sale, _so_far: Sequence[Part]) -> int:
    """Whole steps are counted down first, then multiplied: 5 per 2.50 on 3.00 is 5, not 6."""
    return int(sale.amount // values["step"] * values["points"])


def words(values: Mapping[str, Any], view: View) -> str:
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
    ),
    points=money_step,
    words=words,
)
