"""Lines of a sale that come back: how much of each is left, and what it gives back.

A line gives back what was paid for it: what it cost, less its part of the discount on the sale. However it is
returned in pieces, the pieces together give exactly that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.money import apportion
from app.kernel.unit import Unit, View
from app.sales.models import PurchaseLine, Refund, RefundLine
from app.sales.tables import run, run_many, table

_B = table(RefundLine).c
_L = table(PurchaseLine).c
_R = table(Refund).c
_NEW = insert(table(RefundLine))


@dataclass(frozen=True)
class ReturnedLine:
    """A line of a sale, by its position from 0, comes back: `quantity` thousandths of it, None all that is
    left."""

    position: int
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class LineBack:
    """What of a line, by its id, comes back: thousandths of pieces, and the money for them."""

    line_id: int
    position: int
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class LineState:
    """A line of a sale: what it cost (`amount`), what was paid of that after its part of the discount on the
    sale, and how many thousandths (`back`) for how much money (`given`) came back of it."""

    line_id: int
    position: int
    item: str
    quantity: int
    amount: int
    paid: int
    back: int
    given: int

    @property
    def left(self) -> int:
        """Thousandths that could still come back; a line that took something back itself never does."""
        return self.quantity - self.back if self.amount >= 0 else 0

    def worth(self, quantity: int) -> int:
        """What so many further thousandths of it give back, minor units."""
        return max(0, self.paid * (self.back + quantity) // self.quantity - self.given)


def line_states(view: View, purchase_id: int, discount: int) -> tuple[LineState, ...]:
    """The lines of a sale with what came back of them; `discount` is the one on the sale."""
    back = (
        select(
            _B.line_id,
            func.sum(_B.quantity).label("quantity"),
            func.sum(_B.amount).label("amount"),
        )
        .join_from(table(RefundLine), table(Refund), _R.id == _B.refund_id)
        .where(_R.purchase_id == purchase_id, _R.undone_at.is_(None))
        .group_by(_B.line_id)
        .subquery()
    )
    rows = run(
        view.session,
        select(
            _L.id,
            _L.position,
            _L.item,
            _L.quantity,
            _L.amount,
            func.coalesce(back.c.quantity, 0),
            func.coalesce(back.c.amount, 0),
        )
        .select_from(table(PurchaseLine).outerjoin(back, back.c.line_id == _L.id))
        .where(_L.purchase_id == purchase_id)
        .order_by(_L.position),
    ).all()
    off = apportion(discount, [max(0, row.amount) for row in rows])
    return tuple(
        LineState(row[0], row[1], row[2], row[3], row[4], row[4] - part, row[5], row[6])
        for row, part in zip(rows, off, strict=True)
    )


def priced_return(
    view: View, purchase_id: int, discount: int, left: int, lines: Sequence[ReturnedLine]
) -> list[LineBack]:
    """What the lines give back, never more than the `left` of the whole sale.

    Refused, in a sentence, for lines there are none of, more of one than is left, and what cost nothing.
    """
    known = {state.position: state for state in line_states(view, purchase_id, discount)}
    found: dict[int, LineBack] = {}
    for line in lines:
        state = known.get(line.position)
        if state is None:
            raise NotFound(
                _("The purchase has no line {number}. Nothing was saved.").format(number=line.position + 1),
                field="lines",
            )
        if state.position in found:
            raise Refused(_("A line is named twice. Nothing was saved."), field="lines")
        quantity = _checked_quantity(state, line.quantity)
        amount = min(state.worth(quantity), left)
        left -= amount
        found[state.position] = LineBack(state.line_id, state.position, quantity, amount)
    if not sum(line.amount for line in found.values()):
        raise Refused(
            _("Nothing was paid for that, or all of it was given back already. Nothing was saved."),
            field="lines",
        )
    return list(found.values())


def _checked_quantity(state: LineState, wanted: int | None) -> int:
    quantity = state.left if wanted is None else wanted
    if wanted is not None and wanted <= 0:
        raise Refused(_("A quantity must be more than nothing."), field="lines")
    if state.left <= 0:
        raise Refused(
            _("All of “{item}” came back already. Nothing was saved.").format(item=state.item), field="lines"
        )
    if quantity > state.left:
        words = _("Only {left} of “{item}” can still come back. Nothing was saved.")
        raise Refused(words.format(left=pieces(state.left), item=state.item), field="lines")
    return quantity


def pieces(quantity: int) -> str:
    """Thousandths as people count them: "2", "0.5"."""
    whole, rest = divmod(quantity, 1000)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)


def note_returned(unit: Unit, refund_id: int, lines: Iterable[LineBack]) -> None:
    """Keep which lines came back with a refund."""
    rows = [
        {"refund_id": refund_id, "line_id": line.line_id, "quantity": line.quantity, "amount": line.amount}
        for line in lines
    ]
    run_many(unit.session, _NEW, rows)
