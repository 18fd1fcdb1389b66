"""What the print page asks of the file: the fields of a paper, its people, and what is printed of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.groups.directory import directory_rows
from app.groups.recipients import EVERYONE, Recipients, Wanted, recipient_fields, recipients
from app.gui.models.people import PersonRow
from app.gui.speech import Speech
from app.kernel.errors import NotFound
from app.kernel.fields import Field
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.printing.document import About, Document, LeftOut, gathered
from app.printing.registry import DOCUMENTS

MOST_SHOWN = 200
"""So many people of a shared sheet are in the preview; all of them are printed."""


@dataclass(frozen=True)
class Fields:
    """What is asked before a paper is printed; `people` are there when it is for customers."""

    document: str
    options: tuple[Field, ...]
    people: tuple[Field, ...]
    today: date


@dataclass(frozen=True)
class Wish:
    """A paper with its cleaned options. `who` is a customer's id, a choice of many, or None for the shop;
    `at` is which of the many is shown, from 0."""

    document: str
    options: Mapping[str, Any]
    who: int | Wanted | None = None
    at: int = 0


@dataclass(frozen=True)
class Looked:
    """What a wish comes to. `data` is what its preview is printed of; None, with the sentence in `why_not`,
    for one of many for whom there is nothing, and in `hint` what to do. `name` is whom the preview shows."""

    wish: Wish
    people: Recipients
    data: Any
    name: str = ""
    why_not: str = ""
    hint: str = ""


def document_of(document_id: str) -> Document[Any]:
    """The document of that id; NotFound in words when this version has none."""
    document = DOCUMENTS.get(document_id)
    if document is None:
        raise NotFound(_("There is no paper called “{name}”.").format(name=document_id[:40]))
    return document


def fields_of(view: View, document_id: str) -> Fields:
    """What the page asks before it prints."""
    document = document_of(document_id)
    people = () if document.about is About.SHOP else recipient_fields(view)
    return Fields(document_id, tuple(document.options_now(view)), people, view.today)


def look(view: View, wish: Wish, known: Recipients | None = None) -> Looked:
    """Who gets it and what the preview shows. `known` are the people of the same choice, looked up before.

    Raises Refused for options or a choice that do not go; LeftOut, for one customer, too.
    """
    document = document_of(wish.document)
    people = known or _people(view, wish.who)
    if document.about is About.SHOP:
        return Looked(wish, people, gathered(document, view, (), wish.options))
    if not people.ids:
        sentence, hint = nobody_words(people, wish.who)
        return Looked(wish, people, None, why_not=sentence, hint=hint)
    if document.about is About.SHEET:
        shown = tuple(people.ids[:MOST_SHOWN])
        return Looked(wish, people, gathered(document, view, shown, wish.options))
    at = min(wish.at, len(people.ids) - 1)
    customer = people.ids[at]
    name = _name(view, customer)
    try:
        return Looked(wish, people, gathered(document, view, (customer,), wish.options), name)
    except LeftOut as left_out:
        if not isinstance(wish.who, Wanted):
            raise
        return Looked(wish, people, None, name, str(left_out), left_out.hint)


def person_row(view: View, customer_id: int) -> PersonRow:
    """One customer as lists show them; NotFound when there is none."""
    found = directory_rows(view, (customer_id,))
    if not found:
        raise NotFound(_("That customer is not in the book any more."))
    row = found[0]
    speech = Speech(view.context)
    points = plural("{n} pt", "{n} pts", row.points).format(n=speech.number(row.points))
    end = f"…{row.card_number[-4:]} · " if row.card_number else ""
    return PersonRow(row.id, row.name, end + points)


def _people(view: View, who: int | Wanted | None) -> Recipients:
    if who is None:
        return Recipients(())
    return recipients(view, who) if isinstance(who, Wanted) else Recipients((who,))


def _name(view: View, customer_id: int) -> str:
    return person_row(view, customer_id).name


def left_out_words(left_out: Sequence[tuple[str, int]], speech: Speech) -> str:
    """ "12 have no postal address; 3 do not want post"."""
    return "; ".join(f"{speech.number(count)} {reason}" for reason, count in left_out if count)


def before_words(looked: Looked, speech: Speech) -> str:
    """ "118 will be printed; 12 have no postal address."; "" where there was nobody to begin with."""
    people, sheet = looked.people, document_of(looked.wish.document).about is About.SHEET
    left_out, count = people.left_out, len(people.ids)
    cut = sheet and count > MOST_SHOWN
    if sheet and not cut:  # what the sheet itself leaves out is known, for all of it is in the preview
        here = tuple(getattr(looked.data, "left_out", ()))
        left_out, count = (*left_out, *here), count - sum(number for _reason, number in here)
    said = plural("{n} will be printed", "{n} will be printed", count).format(n=speech.number(count))
    others = left_out_words(left_out, speech)
    if not count and not others:
        return ""
    said = f"{said}; {others}." if others else f"{said}."
    if cut:
        said += " " + _("The preview shows the first {n}.").format(n=speech.number(MOST_SHOWN))
    return said


def nobody_words(people: Recipients, who: int | Wanted | None) -> tuple[str, str]:
    """The sentence for a choice that leaves nobody, and what to do."""
    if people.left_out:
        return _("Nobody is left to print for."), ""
    if isinstance(who, Wanted) and who.who == EVERYONE:
        return _("Nobody is in the book yet."), _("The counter takes the first customer down.")
    return _("Nobody is in this choice."), ""
