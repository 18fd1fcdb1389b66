"""The record of a customer with what printing itself keeps of them, as a file and for paper."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.customers.postal import address_lines
from app.groups.record.part import Column, PartKind, Shape, number
from app.groups.record.whole import Record, as_plain, customer_record
from app.kernel.i18n import _
from app.kernel.unit import View
from app.kernel.whole_files import written_whole
from app.printing.slips.models import Slip
from app.sales.tables import run, table


def _slips(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    s = table(Slip).c
    return run(
        view.session,
        select(s.id, s.asked_at, s.purchase_id, s.till, s.tries, s.problem, s.printed_at, s.dropped_at)
        .where(s.customer_id == customer_id)
        .order_by(s.id),
    )


SLIPS = PartKind(
    "slips",
    _("Slips printed for you"),
    _("Asked for at the till."),
    frozenset({"slip"}),
    (
        number(),
        Column("asked_at", _("Asked for"), Shape.MOMENT),
        number(column_id="purchase"),
        Column("till", _("Till")),
        Column("tries", "", Shape.NUMBER, printed=False),
        Column("problem", "", printed=False),
        Column("printed_at", _("Printed"), Shape.MOMENT),
        Column("dropped_at", _("Given up"), Shape.MOMENT),
    ),
    _slips,
)
MORE = (SLIPS,)
"""The parts of a record that this layer keeps."""


def record_of(view: View, customer_id: int) -> Record:
    """All that the shop knows of a customer, in the locale of the view; `NotFound` for an unknown one."""
    return customer_record(view, customer_id, address_lines(view, customer_id), MORE)


def write_json(record: Record, path: Path) -> None:
    """Write the record whole, nothing cut, for machines; an older file stays until the new one is complete.
    Raises WorldFault in words when it cannot be written."""
    text = json.dumps(as_plain(record), indent=1, ensure_ascii=False)
    with written_whole(path) as file:
        file.write(text.encode("utf-8", "backslashreplace"))
