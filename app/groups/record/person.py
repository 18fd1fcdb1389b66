"""Parts of a record: who a customer is, what was agreed, who belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from app.customers.birthdays import Birthday
from app.customers.models import (
    Consent,
    ContactPoint,
    Customer,
    CustomerActivity,
    CustomerTag,
    Household,
    HouseholdMember,
    PostalAddress,
    Tag,
)
from app.groups.record.labels import way
from app.groups.record.part import Column, PartKind, Shape, number
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.referral.models import Referral
from app.sales.tables import run, table

_C = table(Customer).c
_H = table(Household).c
_M = table(HouseholdMember).c
_R = table(Referral).c
_T = table(CustomerActivity).c


def _card(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    rows = run(view.session, select(table(Customer)).where(_C.id == customer_id))
    for row in rows:
        born = Birthday(row.birth_month, row.birth_day, row.birth_year) if row.birth_month else ""
        yield (
            row.id, row.name, row.sort_name, row.card_number, row.reference, str(born), row.favourite,
            row.alert, row.language, way(row.channel), row.channel, row.referred_by_id is not None,
            row.joined_on, row.created_at, row.archived_at, row.version, row.notes,
        )  # fmt: skip


CARD = PartKind(
    "card",
    _("Your card"),
    _("Written down when the card was made, and when it was changed; some of it may have been imported."),
    frozenset({"customer"}),
    (
        number(),
        Column("name", _("Name")),
        Column("sort_name", _("Sorted under")),
        Column("card_number", _("Card number")),
        Column("reference", _("Number in an earlier program")),
        Column("birthday", _("Birthday")),
        Column("favourite", _("The usual")),
        Column("alert", _("To mind")),
        Column("language", _("Language")),
        Column("best_reached_by", _("Best reached by")),
        Column("channel", "", printed=False),
        Column("recommended", _("Came by recommendation"), Shape.YES),
        Column("joined_on", _("With us since"), Shape.DAY),
        Column("created_at", _("Card made"), Shape.MOMENT),
        Column("archived_at", _("Put into the archive"), Shape.MOMENT),
        Column("version", _("Edits"), Shape.NUMBER, printed=False),
        Column("notes", _("Notes"), Shape.LONG),
    ),
    _card,
    frozenset({"customer.referred_by_id"}),
)


def _contacts(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    c = table(ContactPoint).c
    rows = run(
        view.session,
        select(c.id, c.kind, c.label, c.value, c.normalised, c.position)
        .where(c.customer_id == customer_id)
        .order_by(c.position, c.id),
    )
    for contact, kind, *more in rows:
        yield contact, way(kind), kind, *more


CONTACTS = PartKind(
    "contacts",
    _("How you can be reached"),
    _("As you told us, or as it was imported."),
    frozenset({"contact_point"}),
    (
        number(),
        Column("way", _("By")),
        Column("kind", "", printed=False),
        Column("label", _("Which")),
        Column("value", _("Number or address")),
        Column("compared_as", _("Compared as")),
        Column("position", "", Shape.NUMBER, printed=False),
    ),
    _contacts,
)


def _addresses(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    a = table(PostalAddress).c
    return run(
        view.session,
        select(a.id, a.label, a.street, a.postal_code, a.city, a.region, a.country, a.position)
        .where(a.customer_id == customer_id)
        .order_by(a.position, a.id),
    )


ADDRESSES = PartKind(
    "addresses",
    _("Your addresses"),
    _("As you told us, or as it was imported."),
    frozenset({"postal_address"}),
    (
        number(),
        Column("label", _("Which")),
        Column("street", _("Street")),
        Column("postal_code", _("Postal code")),
        Column("city", _("Town")),
        Column("region", _("Region")),
        Column("country", _("Country")),
        Column("position", "", Shape.NUMBER, printed=False),
    ),
    _addresses,
)


def _consents(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    c = table(Consent).c
    rows = run(
        view.session,
        select(c.id, c.at, c.channel, c.given, c.source).where(c.customer_id == customer_id).order_by(c.id),
    )
    for consent, at, channel, *more in rows:
        yield consent, at, way(channel), channel, *more


CONSENTS = PartKind(
    "consents",
    _("What you agreed to"),
    _("Your yes or no each time you said it; the last one on each way holds."),
    frozenset({"consent"}),
    (
        number(),
        Column("at", _("When"), Shape.MOMENT),
        Column("way", _("By")),
        Column("channel", "", printed=False),
        Column("given", _("Agreed"), Shape.YES),
        Column("source", _("Where it was said")),
    ),
    _consents,
)


def _tags(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    t, worn = table(Tag).c, table(CustomerTag).c
    return run(
        view.session,
        select(t.name)
        .join_from(table(CustomerTag), table(Tag), t.id == worn.tag_id)
        .where(worn.customer_id == customer_id)
        .order_by(t.folded),
    )


TAGS = PartKind(
    "tags",
    _("Words we group you by"),
    _("Given at the counter, or imported."),
    frozenset({"customer_tag"}),
    (Column("tag", _("Word")),),
    _tags,
    frozenset({"customer_tag.tag_id"}),
)


def _households(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    """The household without who else is in it; its name too where it names somebody else."""
    other, c = table(HouseholdMember).alias("other").c, _C
    rows = run(
        view.session,
        select(_H.id, _H.name, _H.holder_id, _H.founded_at, _M.joined_at)
        .join_from(table(HouseholdMember), table(Household), _H.id == _M.household_id)
        .where(_M.customer_id == customer_id),
    ).all()
    for household, name, holder, founded_at, joined_at in rows:
        others = run(
            view.session,
            select(c.name)
            .join_from(other.customer_id.table, table(Customer), c.id == other.customer_id)
            .where(other.household_id == household, other.customer_id != customer_id),
        ).scalars().all()  # fmt: skip
        shown = "" if any(one in name for one in others) else name
        yield household, shown, founded_at, joined_at, len(others) + 1, holder == customer_id


HOUSEHOLDS = PartKind(
    "household",
    _("Your household"),
    _("Made at the counter, when you began to share a balance. Who else is in it is theirs to know."),
    frozenset({"household", "household_member"}),
    (
        number(),
        Column("name", _("Name")),
        Column("founded_at", _("Founded"), Shape.MOMENT),
        Column("joined_at", _("You joined"), Shape.MOMENT),
        Column("members", _("Members"), Shape.NUMBER),
        Column("holder", _("Your accounts are shared"), Shape.YES),
    ),
    _households,
    frozenset({"household.holder_id", "household_member.household_id"}),
)


def _referrals(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    sent = run(
        view.session,
        select(_R.business_date, _R.sender_points, _R.taken_back_at, _C.id.is_not(None), _R.purchase_id)
        .join_from(table(Referral), table(Customer), _C.id == _R.friend_id)
        .where(_R.sender_id == customer_id)
        .order_by(_R.business_date, _R.friend_id),
    ).all()
    for day, points, taken_back_at, _known, _purchase in sent:
        yield day, _("a customer you recommended"), points, taken_back_at, None
    waiting = run(
        view.session,
        select(func.count())
        .select_from(table(Customer))
        .where(
            _C.referred_by_id == customer_id,
            ~select(_R.friend_id).where(_R.friend_id == _C.id).exists(),
        ),
    ).scalar_one()
    for _one in range(int(waiting)):
        yield None, _("a customer you recommended"), None, None, None
    own = run(
        view.session,
        select(_R.business_date, _R.friend_points, _R.taken_back_at, _R.purchase_id).where(
            _R.friend_id == customer_id
        ),
    )
    for day, points, taken_back_at, purchase in own:
        yield day, _("you came by recommendation"), points, taken_back_at, purchase


REFERRALS = PartKind(
    "recommendations",
    _("Recommendations"),
    _("Noted on a new card, and rewarded with its first purchase."),
    frozenset({"referral"}),
    (
        Column("on", _("Rewarded on"), Shape.DAY),
        Column("who", _("Who")),
        Column("points", _("Your points"), Shape.NUMBER),
        Column("taken_back_at", _("Taken back"), Shape.MOMENT),
        Column("purchase", "", Shape.NUMBER, printed=False),
    ),
    _referrals,
    frozenset({"referral.friend_id", "referral.sender_id", "referral.sender_points"}),
)


def _activity(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    return run(
        view.session,
        select(_T.first_visit_on, _T.last_visit_at, _T.visits, _T.spent).where(_T.customer_id == customer_id),
    )


ACTIVITY = PartKind(
    "visits",
    _("How often you come"),
    _("Counted from your purchases."),
    frozenset({"customer_activity"}),
    (
        Column("first_visit_on", _("First visit"), Shape.DAY),
        Column("last_visit_at", _("Last visit"), Shape.MOMENT),
        Column("visits", _("Days with a purchase"), Shape.NUMBER),
        Column("spent", _("Spent in all"), Shape.MONEY),
    ),
    _activity,
)

PERSON = (CARD, CONTACTS, ADDRESSES, CONSENTS, TAGS, HOUSEHOLDS, REFERRALS, ACTIVITY)
