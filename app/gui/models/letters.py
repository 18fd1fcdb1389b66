"""What the page of letters asks the book: how a text reads for somebody, and what is missing for whom."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

from app.customers.queries import all_tags, names
from app.groups.filters import DirectoryQuery, members
from app.kernel.errors import Refused
from app.kernel.fields import clean_values
from app.kernel.i18n import _, speaking
from app.kernel.money import format_number
from app.kernel.unit import View
from app.outreach.kind import CARD
from app.outreach.missing import lack_words, missing
from app.outreach.queries import somebody
from app.outreach.reading import problems
from app.outreach.slips import Problem
from app.printing.document import Document, render
from app.printing.documents import greeting_card, letter
from app.printing.options import Options
from app.printing.posting import BY_HAND, goes_to
from app.printing.preview import page_count, page_images, page_size

MOST_CHECKED = 2_000
"""So many customers at most are looked through for what is missing, while somebody waits."""
MOST_ROWS = 3
EVERYONE = "everyone"
_GREY = 200  # of the line between two pages that are shown together


@dataclass(frozen=True)
class Draft:
    """A text as it stands in the editor."""

    kind: str
    title: str
    body: str
    occasion: str = ""


@dataclass(frozen=True)
class Looked:
    """How a draft reads for a customer: `data` for `document`, or the first problems; `who` is "" for
    nobody."""

    who: str
    title_problem: Problem | None = None
    body_problem: Problem | None = None
    document: Document[Any] | None = None
    data: Any = None
    refused: str = ""


@dataclass(frozen=True)
class Drawn:
    """One page as pixels (see `page_images`), and how many there are."""

    picture: tuple[int, int, bytes]
    page: int
    pages: int


def look(view: View, draft: Draft, customer_id: int | None) -> Looked:
    """The draft for that customer; for who was here last when None."""
    title, body = (next(iter(problems(text)), None) for text in (draft.title, draft.body))
    who = somebody(view) if customer_id is None else customer_id
    name = names(view, [who]).get(who, "") if who is not None else ""
    if title or body or who is None or not name:
        return Looked(name, title, body)
    document: Document[Any] = greeting_card.DOCUMENT if draft.kind == CARD else letter.DOCUMENT
    options = clean_values(document.options, {"way": BY_HAND})
    try:
        with speaking(view.context.locale):
            data = _composed(view, who, draft, options)
    except Refused as refused:
        return Looked(name, refused=str(refused))
    return Looked(name, document=document, data=data)


def _composed(view: View, who: int, draft: Draft, options: Options) -> Any:
    """What is printed of a draft, in the shop's language as its own texts are."""
    if draft.kind == CARD:
        return greeting_card.compose(view, who, draft.title, draft.body, options, draft.occasion)
    address = goes_to(view, who, options)
    return letter.compose(view, who, draft.title, draft.body, options, address)


def draw(document: Document[Any], data: Any, page: int, room: int, ratio: float) -> Drawn:
    """A page `room` pixels wide; `ratio` is how many dots of the screen go on one of them.

    A card is shown as it is read, the outside above the inside: folded twice, half of it stands on its head.
    """
    card = document.id == CARD
    out = BytesIO()
    render(document, data, out, {"fold": greeting_card.ONCE} if card else {})
    pdf = out.getvalue()
    pages = page_count(pdf)
    page = min(page, pages - 1)
    scale = room / page_size(pdf, page)[0] * ratio
    if card:
        return Drawn(_one_above_the_other(pdf, scale), 0, 1)
    return Drawn(page_images(pdf, page, scale), page, pages)


def _one_above_the_other(pdf: bytes, scale: float) -> tuple[int, int, bytes]:
    (width, height, outside), (_width, _height, inside) = (page_images(pdf, page, scale) for page in (0, 1))
    fold = bytes((_GREY,)) * 3 * width
    return width, 2 * height + 1, outside + fold + inside


def groups(view: View) -> tuple[tuple[str, str], ...]:
    """Whom a text may be checked for: (id, label), everyone first, then the tags."""
    tags = tuple((f"tag:{number}", name) for number, name, count in all_tags(view) if count)
    return ((EVERYONE, _("Everyone")), *((key, _("Tag: {name}").format(name=name)) for key, name in tags))


def lacks(view: View, draft: Draft, group: str) -> tuple[str, ...]:
    """A sentence for each field that is missing for somebody of the group; one that all is well else."""
    tag = int(group.removeprefix("tag:")) if group.startswith("tag:") else None
    found = members(view, DirectoryQuery(tag=tag))
    ids = list(islice(found, MOST_CHECKED))
    if not ids or problems(draft.title) or problems(draft.body):
        return ()
    said = missing(view, ids, draft.title, draft.body)
    locale = view.context.locale
    if not said.rows:
        words = _("Nothing is missing for any of {n} customers.")
        return (words.format(n=format_number(said.of, locale)),)
    rows = [f"{lack_words(row, said.of, locale)}." for row in said.rows[:MOST_ROWS]]
    if len(ids) < len(found):
        rows.append(_("Only the first {n} were looked at.").format(n=format_number(len(ids), locale)))
    return tuple(rows)
