"""Points for joining: given when the card is made."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.earning import EarningKind, Stage
from app.loyalty.reading import Values
from app.loyalty.words import signed_points


def words(values: Values, view: View) -> str:
    return _("{points} for joining").format(points=signed_points(values["points"], view))


KIND = EarningKind(
    id="sign_up",
    label=_("Points for joining"),
    stage=Stage.EVENT,
    fields=(Field("points", _("Points"), FieldKind.INTEGER, required=True, minimum=1, maximum=1_000_000),),
    words=words,
    conditional=False,
    order=40,
)
