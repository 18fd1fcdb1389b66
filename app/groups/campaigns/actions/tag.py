"""Put a tag on everybody. Who wears it already is left out: nothing would be done for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from app.customers.models import CustomerTag, Tag
from app.customers.tags import MOST, clean_tags, drop_unworn, tag_ids
from app.groups.campaigns.kind import ActionKind, Data, Doing, LeftOut
from app.kernel.errors import Refused
from app.kernel.fields import Field
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.sales.tables import run, run_many, table

_TOGETHER = 500
_T = table(Tag).c
_W = table(CustomerTag).c
_NEW = insert(table(CustomerTag))


def _settle(_view: View, data: Data) -> Mapping[str, Any]:
    for folded, written in clean_tags([str(data["tag"])]).items():
        return {"tag": written, "folded": folded}
    raise Refused(_("Which tag? Write one."), field="tag")


def _cannot_get(view: View, data: Data, _customers: frozenset[int]) -> LeftOut:
    yield _("have the tag already"), frozenset(_wearers(view, data))
    full = select(_W.customer_id).group_by(_W.customer_id).having(func.count() >= MOST)
    yield _("have as many tags as there can be"), frozenset(run(view.session, full).scalars())


def _wearers(view: View, data: Data) -> Iterator[int]:
    worn = (
        select(_W.customer_id)
        .join_from(table(CustomerTag), table(Tag), _T.id == _W.tag_id)
        .where(_T.folded == data["folded"])
    )
    yield from run(view.session, worn).scalars()


def _do(unit: Unit, doing: Doing) -> None:
    tag = tag_ids(unit, {doing.data["folded"]: doing.data["tag"]})[doing.data["folded"]]
    wearing = set(_wearers(unit, doing.data))
    rows = [{"customer_id": one, "tag_id": tag} for one in doing.customers if one not in wearing]
    run_many(unit.session, _NEW, rows)
    _tell(unit, doing.customers)


def _take_back(unit: Unit, doing: Doing) -> int:
    tag = run(unit.session, select(_T.id).where(_T.folded == doing.data["folded"])).scalar_one_or_none()
    if tag is None:
        return 0
    for start in range(0, len(doing.customers), _TOGETHER):
        part = doing.customers[start : start + _TOGETHER]
        run(unit.session, delete(table(CustomerTag)).where(_W.tag_id == tag, _W.customer_id.in_(part)))
    drop_unworn(unit, [tag])
    _tell(unit, doing.customers)
    return 0


def _tell(unit: Unit, customers: Sequence[int]) -> None:
    for one in customers if len(customers) < _TOGETHER else ():
        unit.changed("customer", one)
    if len(customers) >= _TOGETHER:
        unit.changed("customer")
    unit.changed("tag")


def _got_anyway(view: View, doing: Doing, _since: datetime, _until: datetime) -> int:
    return len(set(doing.customers).intersection(_wearers(view, doing.data)))


ACTION = ActionKind(
    "tag",
    _("Add a tag"),
    "tag",
    lambda data: _("Tag: {name}").format(name=data.get("tag", "")),
    fields=(Field("tag", _("Tag"), required=True, max_length=60),),
    settle=_settle,
    cannot_get=_cannot_get,
    do=_do,
    take_back=_take_back,
    do_again=_do,
    got_anyway=_got_anyway,
    order=20,
)
