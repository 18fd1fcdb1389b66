"""Customers with one of some tags, or with all of them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from app.customers.models import Customer, CustomerTag, Tag
from app.groups.criterion import ABOUT, Criterion, Values
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.text import sort_key
from app.kernel.unit import View
from app.sales.tables import run, table

_C = table(Customer).c
_T = table(Tag).c
_W = table(CustomerTag).c


def condition(_view: View, values: Values) -> ColumnElement[bool]:
    folded = sorted({_folded(name) for name in values["tags"]})
    wearing = (
        select(_W.customer_id)
        .join_from(table(CustomerTag), table(Tag), _T.id == _W.tag_id)
        .where(_T.folded.in_(folded))
    )
    if values["every"]:
        wearing = wearing.group_by(_W.customer_id).having(func.count() == len(folded))
    return _C.id.in_(wearing)


def _folded(name: str) -> str:
    """As `app.customers.tags` tells tags apart."""
    return (sort_key(name) or name)[:60]


def words(values: Values, view: View) -> str:
    return _("are tagged {tags}").format(tags=_named(values, view))


def unless(values: Values, view: View) -> str:
    return _("are not tagged {tags}").format(tags=_named(values, view))


def _named(values: Values, view: View) -> str:
    gone = _gone(values, view)
    lost = _("{tag} (a tag that is no longer there)")
    names = [lost.format(tag=name) if name in gone else name for name in values["tags"]]
    return (_(" and ") if values["every"] else _(" or ")).join(names)


def trouble(values: Values, view: View) -> str:
    gone = _gone(values, view)
    if not gone or (len(gone) < len(values["tags"]) and not values["every"]):
        return ""
    return _("No customer has the tag “{tag}” any more.").format(tag=gone[0])


def _gone(values: Values, view: View) -> list[str]:
    """Those of the tags that are none: a tag nobody wears any more is dropped."""
    known = {row[0] for row in run(view.session, select(_T.folded))}
    return [name for name in values["tags"] if _folded(name) not in known]


def offered(view: View) -> list[tuple[str, str]]:
    return [(row[0], row[0]) for row in run(view.session, select(_T.name).order_by(_T.folded))]


CRITERION = Criterion(
    id="tag",
    label=_("Tag"),
    shelf=ABOUT,
    fields=(
        Field("tags", _("Tags"), FieldKind.TEXTS, required=True, max_length=60),
        Field("every", _("All of them"), FieldKind.BOOLEAN, default=False),
    ),
    words=words,
    unless=unless,
    condition=condition,
    offers={"tags": offered},
    trouble=trouble,
    order=10,
)
