"""Who gets a paper that is printed for many: chosen by a rule, in the order of the post.

Who is left out is counted by why, so that a run for many can say it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from app.customers.models import Consent, Customer, Household, HouseholdMember, PostalAddress, Tag
from app.groups.campaigns.members import treated
from app.groups.campaigns.queries import campaign_of, campaigns
from app.groups.filters import DirectoryQuery, members, without_archived
from app.groups.membership import members_of
from app.groups.named import find_group, group_named, groups
from app.groups.ordering import fetch_ids
from app.kernel.errors import NotFound, Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.text import sort_key
from app.kernel.unit import View
from app.loyalty.models import POINTS, Account, Entry
from app.loyalty.words import day_text
from app.shop.on_paper import home_country

EVERYONE, TAGGED, MOVED, PAPER, NAMED = "everyone", "tag", "moved", "paper", "named"
GROUP = "group"
CAMPAIGN = "campaign"
POST = "post"


@dataclass(frozen=True)
class Wanted:
    """Whom a person asked for. `tag` is a tag's name, for "tag", `group` a group's id or name, for "group";
    `start` and `end` are the days in which points moved, both included, for "moved"; `customers` are ids,
    for "named".

    `campaign` is its number, for "campaign": those it is for, without those left out by chance.
    `by_post` leaves out who has no postal address and who does not want post.
    """

    who: str = EVERYONE
    tag: str = ""
    start: date | None = None
    end: date | None = None
    customers: tuple[int, ...] = ()
    by_post: bool = False
    group: str = ""
    campaign: int | None = None


@dataclass(frozen=True)
class Recipients:
    """Their ids in the order of their postal codes, and how many were left out: (reason, how many), where the
    reason reads after the number: "have no postal address"."""

    ids: Sequence[int]
    left_out: tuple[tuple[str, int], ...] = ()


def recipient_fields(view: View) -> tuple[Field, ...]:
    """What a form asks for; tags and groups are those of the shop. The days are asked for by the document."""
    tags = [(name, name) for name in view.session.execute(select(Tag.name).order_by(Tag.folded)).scalars()]
    known = _campaign_choices(view)
    choices = (*_choices(), *(((CAMPAIGN, _("Those of a campaign")),) if known else ()))
    return (
        Field("who", _("For"), FieldKind.CHOICE, required=True, choices=choices, default=EVERYONE),
        Field("tag", _("Tag"), FieldKind.CHOICE, choices=tuple(tags), when=("who", TAGGED)),
        Field(
            "group",
            _("Group"),
            FieldKind.CHOICE,
            choices=tuple((one.name, one.name) for one in groups(view)),
            when=("who", GROUP),
        ),
        Field("campaign", _("Campaign"), FieldKind.CHOICE, choices=known, when=("who", CAMPAIGN)),
        Field(
            "by_post",
            _("By post"),
            FieldKind.BOOLEAN,
            default=False,
            help=_("Leaves out who has no postal address, and who does not want post."),
        ),
    )


def _campaign_choices(view: View) -> tuple[tuple[str, str], ...]:
    standing = campaigns(view, called_off=False)
    return tuple((str(one.id), f"{one.name} · {day_text(one.started_on, view)}") for one in standing)


def _choices() -> tuple[tuple[str, str], ...]:
    return (
        (EVERYONE, _("Everyone")),
        (GROUP, _("A group")),
        (TAGGED, _("Everyone with a tag")),
        (MOVED, _("Those whose points moved")),
        (PAPER, _("Those who asked for paper")),
    )


def wanted_of(values: Mapping[str, Any], days: tuple[date, date] | None = None) -> Wanted:
    """What the cleaned values of `recipient_fields` ask for; `days` are those of the document's period."""
    start, end = days or (None, None)
    return Wanted(
        who=str(values.get("who", EVERYONE)),
        tag=str(values.get("tag", "") or ""),
        start=start,
        end=end,
        by_post=bool(values.get("by_post")),
        group=str(values.get("group", "") or ""),
        campaign=_number(str(values.get("campaign", "") or "")),
    )


def wanted_named(view: View, text: str) -> Wanted:
    """What is meant by one word: "everyone", "moved", "paper", "tag:NAME", "campaign:3", a group by its id or
    name, or else a tag by its name. Raises `Refused` (field "who") for what is none of them."""
    who, colon, name = text.partition(":")
    if colon and who == TAGGED:
        return Wanted(TAGGED, tag=name)
    if colon and who == GROUP:
        return Wanted(GROUP, group=group_named(view, name.strip()).id)
    if colon and who == CAMPAIGN:
        return Wanted(CAMPAIGN, campaign=_number(name.strip()))
    if text in (EVERYONE, MOVED, PAPER):
        return Wanted(text)
    found = find_group(view, text)
    if found is not None:
        return Wanted(GROUP, group=found.id)
    folded = (sort_key(text) or text)[:60]
    if not colon and view.session.scalar(select(Tag.id).where(Tag.folded == folded)) is not None:
        return Wanted(TAGGED, tag=text)
    words = _("There is no group and no tag “{name}”; there are {known}.")
    known = ", ".join((EVERYONE, MOVED, PAPER, *(one.name for one in groups(view)[:15])))
    raise NotFound(words.format(name=text[:60], known=known), field="who")


def recipients(view: View, wanted: Wanted) -> Recipients:
    """Who gets it. Refused, by field, for a rule that lacks its tag or its days."""
    ids, reason = _asked_for(view, wanted)
    left_out: list[tuple[str, int]] = []
    if reason:
        left_out.append((reason, len(members(view, DirectoryQuery())) - len(ids)))
    addresses = first_addresses(view)
    if wanted.by_post:
        kept = array("q", (one for one in ids if one in addresses))
        left_out.append((_("have no postal address"), len(ids) - len(kept)))
        want_none = unwilling(view)
        ids = array("q", (one for one in kept if one not in want_none))
        left_out.append((_("do not want post"), len(kept) - len(ids)))
    return Recipients(_by_post(view, ids, addresses), tuple(pair for pair in left_out if pair[1]))


def more_left_out(found: Recipients, others: Iterable[tuple[str, int]]) -> Recipients:
    """The same with those whom the document left out itself."""
    return replace(found, left_out=(*found.left_out, *others))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _asked_for(view: View, wanted: Wanted) -> tuple[array[int], str]:
    """The ids the rule gives, and why the others are not among them where that is worth a word."""
    if wanted.who == NAMED:
        return array("q", dict.fromkeys(wanted.customers)), ""
    if wanted.who == TAGGED:
        if not wanted.tag:
            raise Refused(_("Which tag? Choose one."), field="tag")
        return members(view, DirectoryQuery(tag=wanted.tag)), ""
    if wanted.who == GROUP:
        if not wanted.group:
            raise Refused(_("Which group? Choose one."), field="group")
        return members_of(view, group_named(view, wanted.group).rule), ""
    if wanted.who == CAMPAIGN:
        return _of_campaign(view, wanted.campaign)
    everyone = members(view, DirectoryQuery())
    if wanted.who == MOVED:
        moved = _moved(view, wanted)
        return array("q", (one for one in everyone if one in moved)), _("had no movement of points")
    if wanted.who == PAPER:
        asked = _asked_for_paper(view)
        return array("q", (one for one in everyone if one in asked)), _("did not ask for paper")
    if wanted.who != EVERYONE:
        raise Refused(_("There is no choice “{name}” of people.").format(name=wanted.who), field="who")
    return everyone, ""


def _of_campaign(view: View, campaign: int | None) -> tuple[array[int], str]:
    """Those it is for who were not archived since; nobody whom chance left out. Refused where it was called
    off."""
    if campaign is None:
        raise Refused(_("Which campaign? Choose one."), field="campaign")
    row = campaign_of(view, campaign)
    if row.called_off_at is not None:
        raise Refused(_("“{name}” was called off.").format(name=row.name), field="campaign")
    return without_archived(view, treated(view, campaign)), ""


def _moved(view: View, wanted: Wanted) -> set[int]:
    """Whose points moved in the days, and all who share a balance with them."""
    if wanted.start is None or wanted.end is None:
        raise Refused(_("Say from which day to which day."), field="start")
    accounts = (
        select(Entry.account_id).where(Entry.business_date.between(wanted.start, wanted.end)).distinct()
    )
    holders = _ids(
        view,
        select(Account.customer_id).where(
            Account.unit == POINTS, Account.customer_id.is_not(None), Account.id.in_(accounts)
        ),
    )
    shares = view.session.execute(
        select(HouseholdMember.customer_id, Household.holder_id).join(
            Household, Household.id == HouseholdMember.household_id
        )
    )
    return holders | {member for member, holder in shares if holder in holders}


def _asked_for_paper(view: View) -> set[int]:
    """Who prefers post, or said yes to it."""
    said_yes = select(Consent.customer_id).where(Consent.id.in_(_newest_word()), Consent.given)
    return _ids(view, select(Customer.id).where(or_(Customer.channel == POST, Customer.id.in_(said_yes))))


def unwilling(view: View) -> set[int]:
    """Whose newest word on post is no."""
    return _ids(view, select(Consent.customer_id).where(Consent.id.in_(_newest_word()), ~Consent.given))


def _newest_word() -> Select[Any]:
    return select(func.max(Consent.id)).where(Consent.channel == POST).group_by(Consent.customer_id)


def _ids(view: View, query: Select[Any]) -> set[int]:
    return set(fetch_ids(view, query))


def first_addresses(view: View) -> dict[int, tuple[str, str]]:
    """Country and postal code of everybody's first address that says more than a country."""
    a = PostalAddress
    rows = view.session.execute(
        select(a.customer_id, a.country, a.postal_code)
        .where(or_(a.street != "", a.city != "", a.postal_code != ""))
        .order_by(a.customer_id, a.position.desc(), a.id.desc())
    )
    return {customer: (country, code) for customer, country, code in rows}


def _by_post(view: View, ids: Iterable[int], addresses: Mapping[int, tuple[str, str]]) -> array[int]:
    """At home first, then country by country; within one by postal code, then by name; who has no address
    comes last."""
    home = home_country(view).country
    rows = view.session.connection().execute(select(Customer.id, Customer.sort_name))
    names = {row[0]: row[1] for row in rows}

    def place(customer: int) -> tuple[int, str, str, str, int]:
        country, code = addresses.get(customer, ("", ""))
        abroad = "" if country in ("", home) else country
        known = 0 if customer in addresses else 1
        return known, abroad, sort_key(code), names.get(customer, ""), customer

    return array("q", sorted(ids, key=place))
