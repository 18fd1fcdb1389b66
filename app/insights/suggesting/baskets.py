"""What was bought together: the things on the receipts of the last two years, by receipt and by customer.

A thing is an item by the name it was rung up under (spellings that differ in capitals are one). Items that
stand on fewer than `MIN_BASKETS` receipts are too rare to learn of; their category stands for them, if they
have one and it is not. What came back, was voided or is a gift card does not count.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.insights.standing import stands
from app.kernel.turns import Turns
from app.kernel.unit import View
from app.sales.models import Purchase, PurchaseLine, Refund, RefundLine
from app.sales.tables import run, table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

WINDOW_DAYS = 730
MOST_PURCHASES = 300_000
"""The latest purchases looked at, or memory would grow with the book."""
MOST_THINGS = 2_000
"""The most bought things looked at: what is learnt of them takes 48 MB at most, in a shop of 50 000 names
as well."""
MIN_BASKETS = 10

_FETCH = 20_000
_P = table(Purchase).c
_L = table(PurchaseLine).c
_B = table(Refund).c
_BL = table(RefundLine).c


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is bought: an item, or a whole category where `whole` is true. `category` is what it
    belongs to, "" for none; `last` the day it was sold last."""

    name: str
    category: str
    whole: bool
    last: date


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Who or which receipt (`row`, below `rows`) has which thing, each pair once; arrays of shape (n,)."""

    rows: int
    row: Numbers
    thing: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Baskets:
    """`things` from the most bought on; `place` finds them by name; `baskets` and `customers` have them."""

    things: tuple[Thing, ...]
    place: Mapping[tuple[bool, str], int]
    baskets: Pairs
    customers: Pairs


@dataclass(slots=True)
class _Lines:
    """Lines column by column; `name` numbers the different pairs of item and category."""

    purchase: array[int]
    customer: array[int]
    name: array[int]
    names: dict[tuple[str, str], int]
    last: dict[int, Any]


def gathered(view: View) -> Baskets:
    """The receipts of the shop, in one question to the file."""
    return put_together(_read(view))


def _read(view: View) -> _Lines:
    newest = run(view.session, select(func.max(_P.id))).scalar() or 0
    first = newest - MOST_PURCHASES
    since = view.today - timedelta(days=WINDOW_DAYS)
    returned = _returned(view, first)
    asked = (
        select(_L.id, _L.quantity, _P.id, _P.customer_id, _L.item, _L.category, _P.business_date)
        .join_from(table(PurchaseLine), table(Purchase), _P.id == _L.purchase_id)
        .where(
            _L.purchase_id > first, stands(), _P.business_date.between(since, view.today),
            _L.kind == "", _L.item != "", _L.quantity > 0, _L.amount >= 0,
        )
    )  # fmt: skip
    found = _Lines(array("q"), array("q"), array("q"), {}, {})
    names, last = found.names, found.last
    turns = Turns()
    result = view.session.connection().execute(asked)
    while rows := result.cursor.fetchmany(_FETCH):
        for line, quantity, purchase, customer, item, category, on in rows:
            if returned and quantity <= returned.get(line, 0):
                continue
            name = names.setdefault((item, category), len(names))
            found.purchase.append(purchase)
            found.customer.append(customer)
            found.name.append(name)
            if name not in last or on > last[name]:
                last[name] = on
        turns.pass_on()
    result.close()
    return found


def _returned(view: View, first: int) -> dict[int, int]:
    """How much of each line came back, in thousandths."""
    rows = run(
        view.session,
        select(_BL.line_id, func.sum(_BL.quantity))
        .join_from(table(RefundLine), table(Refund), _B.id == _BL.refund_id)
        .where(_B.undone_at.is_(None), _B.purchase_id > first)
        .group_by(_BL.line_id),
    )
    return {int(line): int(quantity) for line, quantity in rows}


def put_together(lines: _Lines) -> Baskets:
    """The things there are, and who has which."""
    import numpy as np

    purchase, customer, name = (
        np.array(column, dtype=np.int64) for column in (lines.purchase, lines.customer, lines.name)
    )
    items = _Numbered((False, item.casefold()) for item, _category in lines.names)
    kinds = _Numbered((True, category.casefold()) for _item, category in lines.names)
    item, kind = items.of[name], kinds.of[name]
    rare = _spread(purchase, item, len(items.keys))[item] < MIN_BASKETS
    numbers = np.where(rare, len(items.keys) + kind, item)
    nameless = np.array([key == (True, "") for key in kinds.keys], dtype=bool)
    left = ~rare | ~nameless[kind] if len(kind) else rare
    purchase, customer, numbers = purchase[left], customer[left], numbers[left]

    spread = _spread(purchase, numbers, len(items.keys) + len(kinds.keys))
    order = np.argsort(-spread, kind="stable")[:MOST_THINGS]
    order = order[spread[order] >= MIN_BASKETS]
    keys = [*items.keys, *kinds.keys]
    place = {keys[int(number)]: at for at, number in enumerate(order)}
    new = np.full(len(keys), -1, dtype=np.int64)
    new[order] = np.arange(len(order))
    thing = new[numbers]
    there = thing >= 0
    return Baskets(
        _things(lines, place),
        place,
        _pairs(purchase[there], thing[there]),
        _pairs(customer[there], thing[there]),
    )


class _Numbered:
    """Keys numbered as they first come; `of` gives the number of each one given."""

    def __init__(self, given: Iterable[tuple[bool, str]]) -> None:
        import numpy as np

        numbers: dict[tuple[bool, str], int] = {}
        self.of = np.array([numbers.setdefault(key, len(numbers)) for key in given], dtype=np.int64)
        self.keys: Sequence[tuple[bool, str]] = list(numbers)


def _spread(row: Numbers, thing: Numbers, things: int) -> Numbers:
    """On how many different rows each thing is."""
    import numpy as np

    return np.bincount(_pairs(row, thing).thing, minlength=things)


def _pairs(row: Numbers, thing: Numbers) -> Pairs:
    import numpy as np

    ids, rows = np.unique(row, return_inverse=True)
    width = int(thing.max()) + 1 if len(thing) else 1
    pairs = np.sort(rows * width + thing)
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]  # several times quicker than `unique` is
    return Pairs(len(ids), pairs // width, pairs % width)


def _things(lines: _Lines, place: Mapping[tuple[bool, str], int]) -> tuple[Thing, ...]:
    """Each by the spelling it was rung up under last."""
    found: dict[int, Thing] = {}
    for (item, category), number in sorted(lines.names.items(), key=lambda one: str(lines.last[one[1]])):
        on = lines.last[number]
        day = on if isinstance(on, date) else date.fromisoformat(on)
        at = place.get((False, item.casefold()))
        if at is not None:
            found[at] = Thing(item, category, False, day)
        elif category and (at := place.get((True, category.casefold()))) is not None:
            found[at] = Thing(category, category, True, day)
    return tuple(found[at] for at in range(len(found)))
