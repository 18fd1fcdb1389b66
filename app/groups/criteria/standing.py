"""Customers by where they stand among all: how lately, how often and how much, as cells or as scores."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from app.customers.models import CustomerActivity
from app.groups.criterion import BOUGHT, Criterion, Values
from app.insights.history import all_histories
from app.insights.rfm import FIFTHS, MIN_CUSTOMERS, Scores, cell_names, ranking, scored
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import run, table

_A = table(CustomerActivity).c
SCORES = ("recency", "frequency", "money")


def find(view: View, values: Values, _among: Collection[int]) -> Collection[int]:
    """Ranked among everybody who ever came, as insights rank them; nobody in a shop of too few."""
    import numpy as np

    h = all_histories(view)
    ranks = ranking(h.last, h.x + 1, h.spent)
    if ranks is None:
        return ()
    scores = {
        "recency": scored(h.last, ranks.recency),
        "frequency": scored(h.x + 1, ranks.frequency),
        "money": scored(h.spent, ranks.money),
    }
    met = np.ones(len(h), dtype=bool)
    for name in SCORES:
        if name in values:
            met &= scores[name] >= values[name]
    if "cells" in values:
        codes = 100 * scores["recency"] + 10 * scores["frequency"] + scores["money"]
        met &= np.isin(codes, _codes(values["cells"]))
    ids: list[int] = h.ids[met].tolist()
    return ids


def _codes(cells: Collection[str]) -> list[int]:
    """The scores that make these cells, as three digits."""
    steps = range(1, FIFTHS + 1)
    every = ((recency, often, money) for recency in steps for often in steps for money in steps)
    return [100 * r + 10 * f + m for r, f, m in every if Scores(r, f, m).cell in cells]


def check(values: Values) -> None:
    if not {"cells", *SCORES} & set(values):
        raise Refused(_("Choose a standing or a score."), "cells")


def words(values: Values, view: View) -> str:
    return _("stand as {what}").format(what=_what(values, view))


def unless(values: Values, view: View) -> str:
    return _("do not stand as {what}").format(what=_what(values, view))


def _what(values: Values, _view: View) -> str:
    names = cell_names()
    said = []
    if "cells" in values:
        said.append(_(" or ").join(_("“{name}”").format(name=names[cell]) for cell in values["cells"]))
    labels = {
        "recency": _("{n} of 5 or better by how lately"),
        "frequency": _("{n} of 5 or better by how often"),
        "money": _("{n} of 5 or better by how much"),
    }
    said += [labels[name].format(n=values[name]) for name in SCORES if name in values]
    return ", ".join(said)


def trouble(_values: Values, view: View) -> str:
    # Who was here at all may have brought everything back: then the ranking itself has fewer.
    customers = int(run(view.session, select(func.count()).where(_A.visits > 0)).scalar_one())
    if customers < 4 * MIN_CUSTOMERS:
        customers = len(all_histories(view))
    if customers >= MIN_CUSTOMERS:
        return ""
    words = _("Too little history: {n} customers have bought, ranking begins with {least}.")
    return words.format(n=customers, least=MIN_CUSTOMERS)


CRITERION = Criterion(
    id="standing",
    label=_("Standing"),
    shelf=BOUGHT,
    fields=(
        Field("cells", _("Standing"), FieldKind.CHOICES, choices=tuple(cell_names().items())),
        Field("recency", _("How lately, at least"), FieldKind.INTEGER, minimum=1, maximum=FIFTHS),
        Field("frequency", _("How often, at least"), FieldKind.INTEGER, minimum=1, maximum=FIFTHS),
        Field("money", _("How much, at least"), FieldKind.INTEGER, minimum=1, maximum=FIFTHS),
    ),
    words=words,
    unless=unless,
    find=find,
    check=check,
    trouble=trouble,
    order=40,
)
