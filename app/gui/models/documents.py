"""The papers there are, as lists and menus offer them."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.i18n import _
from app.kernel.text import sort_key
from app.printing.document import About
from app.printing.registry import DOCUMENTS


@dataclass(frozen=True)
class PaperRow:
    """One line of the list: a document, or with an empty `id` the head of a group."""

    id: str
    name: str
    icon: str = ""
    purpose: str = ""


def paper_groups() -> tuple[tuple[str, tuple[PaperRow, ...]], ...]:
    """(head, documents) for each kind of what is printed of; groups without documents are left out."""
    heads = (
        (About.CUSTOMER, _("For a customer")),
        (About.SHEET, _("On shared sheets")),
        (About.SHOP, _("Of the shop")),
    )
    groups = ((head, _rows(about)) for about, head in heads)
    return tuple((head, rows) for head, rows in groups if rows)


def customer_papers() -> tuple[PaperRow, ...]:
    """What can be printed for one customer."""
    return _rows(About.CUSTOMER) + _rows(About.SHEET)


def _rows(about: About) -> tuple[PaperRow, ...]:
    return tuple(
        PaperRow(document.id, document.label, document.icon, document.purpose)
        for document in DOCUMENTS
        if document.about is about
    )


def matching(text: str) -> tuple[tuple[PaperRow, ...], str]:
    """The lines of the list that fit what was typed, heads among them, and the id that fits best ("" when
    none does). Every word must begin a word of the name or stand somewhere in the purpose."""
    words = sort_key(text).split()
    shown: list[PaperRow] = []
    best: tuple[int, str] | None = None
    for head, rows in paper_groups():
        ranked = [(rank, row) for row in rows if (rank := _rank(row, words)) is not None]
        if ranked:
            shown.append(PaperRow("", head))
        for rank, row in ranked:
            shown.append(row)
            if best is None or rank < best[0]:
                best = (rank, row.id)
    return tuple(shown), best[1] if best else ""


def _rank(row: PaperRow, words: list[str]) -> int | None:
    """0 when the name begins so, 1 when words of it do, 2 when the purpose is needed; None for no match."""
    name, purpose = sort_key(row.name), sort_key(row.purpose)
    if not words or name.startswith(" ".join(words)):
        return 0
    parts = name.split()
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 1
    return 2 if all(word in name or word in purpose for word in words) else None
