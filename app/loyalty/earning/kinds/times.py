"""The points for money, several times: double on crime, one and a half on Tuesdays."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.earning import EarningKind, Stage
from app.loyalty.reading import Values
from app.loyalty.words import factor_text


def factor(values: Values) -> int:
    """Thousandths: 2000 doubles. Several such rules each act on the points for money, not on one another."""
    return int(values["factor"])


def words(values: Values, view: View) -> str:
    return _("points × {factor}").format(factor=factor_text(values["factor"], view))


def brief(values: Values, view: View) -> str:
    named = {500: _("half"), 2000: _("double"), 3000: _("triple")}
    known = named.get(int(values["factor"]))
    return known or _("× {factor}").format(factor=factor_text(values["factor"], view))


KIND = EarningKind(
    id="times",
    label=_("Points several times"),
    stage=Stage.TIMES,
    fields=(Field("factor", _("Times"), FieldKind.FACTOR, required=True, minimum=0, maximum=100_000),),
    factor=factor,
    words=words,
    brief=brief,
    order=20,
)
