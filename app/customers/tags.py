"""Tags: words of the shop's own on its customers, one however they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select

from app.customers.models import CustomerTag, Tag
from app.customers.tidy import tidy
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import sort_key
from app.kernel.unit import Unit, View

MOST = 50


def clean_tags(tags: Iterable[str]) -> dict[str, str]:
    """Folded to written, in the order given, each tag once. Raises `Refused` (field "tags")."""
    cleaned: dict[str, str] = {}
    for tag in tags:
        written = tidy(tag, "tag")
        if written:
            cleaned.setdefault((sort_key(written) or written)[:60], written)
    if len(cleaned) > MOST:
        raise Refused(_("A customer can have {most} tags at most.").format(most=MOST), field="tags")
    return cleaned


def tags_of(view: View, customer_id: int) -> tuple[str, ...]:
    """The customer's tags in alphabetical order."""
    return tuple(
        view.session.scalars(
            select(Tag.name)
            .join(CustomerTag, CustomerTag.tag_id == Tag.id)
            .where(CustomerTag.customer_id == customer_id)
            .order_by(Tag.folded)
        )
    )


def tag_ids(unit: Unit, tags: dict[str, str]) -> dict[str, int]:
    """Folded to tag id; words not yet in use become tags."""
    if not tags:
        return {}
    rows = unit.session.execute(select(Tag.folded, Tag.id).where(Tag.folded.in_(tags)))
    known: dict[str, int] = dict(rows.all())
    for folded, written in tags.items():
        if folded not in known:
            tag = Tag(name=written, folded=folded)
            unit.session.add(tag)
            unit.session.flush()
            known[folded] = tag.id
    return known


def set_tags(unit: Unit, customer_id: int, tags: dict[str, str]) -> None:
    """Give the customer these tags and no others; a tag nobody wears any more is dropped."""
    wanted = set(tag_ids(unit, tags).values())
    held = set(unit.session.scalars(select(CustomerTag.tag_id).where(CustomerTag.customer_id == customer_id)))
    gone = held - wanted
    if gone:
        unit.session.execute(
            delete(CustomerTag).where(CustomerTag.customer_id == customer_id, CustomerTag.tag_id.in_(gone))
        )
    fresh = [{"customer_id": customer_id, "tag_id": tag_id} for tag_id in sorted(wanted - held)]
    if fresh:
        unit.session.execute(insert(CustomerTag), fresh)
    if gone or fresh:
        unit.changed("customer", customer_id)
        unit.changed("tag")
    drop_unworn(unit, sorted(gone))


def drop_unworn(unit: Unit, candidates: Sequence[int]) -> None:
    """Remove those of the tags that no customer has."""
    if not candidates:
        return
    worn = select(CustomerTag.customer_id).where(CustomerTag.tag_id == Tag.id).exists()
    unit.session.execute(
        delete(Tag).where(Tag.id.in_(candidates), ~worn).execution_options(synchronize_session="fetch")
    )
