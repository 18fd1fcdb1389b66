"""What is worth doing on a day, for whoever opens the shop: one look over all the book knows.

What was dealt with is left out: by what the book tells (a promise kept, an answer written, a call noted),
else by what was set aside (`app.groups.set_aside`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from sqlalchemy import and_, func, or_, select

from app.customers.models import Consent, ContactPoint, Customer, CustomerActivity, PostalAddress
from app.groups import today
from app.groups.filters import start_of
from app.groups.rhythms import Expected, Slipping, expected_on, slipping_away
from app.groups.served import Served, points_out, served
from app.groups.set_aside import put_aside
from app.groups.today import Birthday, Owed, birthdays, owed
from app.insights.foretelling.ahead import ahead_of
from app.insights.foretelling.learnt import Learnt, learnt
from app.kernel.clock import FIRST_YEAR, LAST_YEAR
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.lapsing_soon import LapsingSoon, lapsing_soon
from app.loyalty.queries import tier_changes
from app.loyalty.tiers.queries import TierMove
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.due import birthday_key as voucher_key
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.rule import BIRTHDAY
from app.sales.tables import run, table
from app.touchpoints.answers import Unanswered, unanswered
from app.touchpoints.models import Touchpoint

MOST = 30
"""So many rows of a part are told; what is more is counted."""
BIRTHDAYS_AHEAD = 7
LAPSING_WITHIN = 30
NEW_FOR = 7
"""Days for which a new card is a new face."""
WAITING_FOR = 90
"""Days after which an answer comes too late to be asked for."""
SPOKEN_WITHIN = 14
"""Who was called or written to within so many days is not called again."""
SPOKEN = ("call", "message", "email", "letter", "social")
_TOGETHER = 10_000
Row = TypeVar("Row")
_DAY = timedelta(days=1)
_C = table(Customer).c
_T = table(Touchpoint).c
_V = table(Voucher).c


@dataclass(frozen=True, slots=True)
class Reach:
    """How a customer may be spoken to: a number where they did not say no to calls, an e-mail address where
    they said yes to it, and whether a letter may be sent to where they live."""

    phone: str = ""
    email: str = ""
    post: bool = False


@dataclass(frozen=True, slots=True)
class NewFace:
    """A customer whose card was made on `joined_on`; `sent_by` is the name of who brought them, or ""."""

    customer_id: int
    name: str
    joined_on: date
    sent_by: str


@dataclass(frozen=True, slots=True)
class Lapsing:
    """Points that lapse within `LAPSING_WITHIN` days: of how many customers, how many, the first last day,
    and those who can be reminded by e-mail, by letter, or only when they come in."""

    customers: int
    points: int
    first: date
    by_email: int
    by_letter: int
    in_shop: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Promising:
    """What the rows worth doing today promise: the sum, over the `customers` named in them, each counted
    once, of what each is expected to spend in the next `AHEAD_DAYS`, minor units, as
    `app.insights.foretelling.ahead` says. Counted are the rows told: birthdays, regulars slipping away,
    promises, feedback, new faces and changes of tier; the reminder of points that lapse names nobody.
    `expected` is None where nothing is foretold."""

    customers: int
    expected: int | None


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """The rows of one part, `MOST` at most, and how many there are; `open` when more were not looked for."""

    rows: tuple[Row, ...] = ()
    count: int = 0
    open: bool = False


@dataclass(frozen=True, slots=True)
class Morning:
    """A day as it begins. `reach` is by customer, of those in the parts. `gift` names the programme's voucher
    for birthdays, "" without one, `without_gift` who was not given it yet. `lapsing` is None when no
    points lapse soon, and on any other day than today: the ledger is asked as it stands. `learnt` is what
    the slipping are ranked by, None where that was not asked for."""

    day: date
    today: date
    served: Served
    points: int
    worth: int | None
    birthdays: Part[Birthday]
    slipping: Part[Slipping]
    promises: Part[Owed]
    feedback: Part[Unanswered]
    lapsing: Lapsing | None
    soonest: Part[LapsingSoon]
    new: Part[NewFace]
    tiers: Part[TierMove]
    expected: Part[Expected]
    reach: dict[int, Reach]
    gift: str
    without_gift: frozenset[int]
    learnt: Learnt | None
    promising: Promising

    @property
    def things(self) -> int:
        """How many things are worth doing; who is only expected is none."""
        parts = (self.birthdays, self.slipping, self.promises, self.feedback, self.new, self.tiers)
        return sum(part.count for part in parts) + (self.lapsing is not None)


def learnt_morning(view: View, day: date | None = None) -> Morning:
    """The same, ranked by what the shop's history teaches. The first time of a day that takes seconds in a
    large shop."""
    return morning(view, day, learnt(view))


def morning(view: View, day: date | None = None, shop: Learnt | None = None) -> Morning:
    """What `day` (today) brings. `shop` is what was learnt of it: of another day nothing is foretold.

    `Refused` for a day no clock here can show."""
    day = day or view.today
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(_("{day} is too far away.").format(day=day.isoformat()), field="day")
    if day != view.today:
        shop = None
    aside = put_aside(view)
    points, worth = points_out(view)
    lapsing, soonest = _lapsing(view, aside) if day == view.today else (None, Part())
    found_birthdays = _part(birthdays(view, day, BIRTHDAYS_AHEAD), birthday_key, aside, cut=True)
    slipping = _slipping(view, day, aside, shop)
    promises = _part(owed(view, day), lambda one: f"promise:{one.id}", aside, cut=True)
    waiting = unanswered(view, start_of(view, day - _DAY * WAITING_FOR), _TOGETHER)
    said = _part(
        [one for one in waiting if view.day_of(one.at) <= day], lambda one: f"feedback:{one.id}", aside
    )
    new = _part(_new_faces(view, day), lambda one: f"new:{one.customer_id}", aside)
    moves = _part(tier_changes(view, day - _DAY), lambda one: tier_key(one, day), aside)
    due = expected_on(view, day, MOST + 1)
    people = {row.customer_id for row in found_birthdays.rows} | {row.customer_id for row in slipping.rows}
    people |= {row.customer_id for row in new.rows} | {row.customer_id for row in moves.rows}
    gifts = [rule.name for rule in rules_on(view, view.today).vouchers if rule.occasion == BIRTHDAY]
    return Morning(
        day, view.today, served(view, day), points, worth, found_birthdays, slipping, promises,
        said, lapsing, soonest, new, moves,
        Part(tuple(due[:MOST]), len(due[:MOST]), len(due) > MOST),
        reach_of(view, people), gifts[0] if gifts else "",
        _without_gift(view, found_birthdays.rows) if gifts else frozenset(), shop,
        _promising(view, shop, people | {one.customer_id for part in (promises, said) for one in part.rows}),
    )  # fmt: skip


def _promising(view: View, shop: Learnt | None, people: Collection[int]) -> Promising:
    """What these customers promise together."""
    if shop is None or shop.lasting is None or shop.worth is None:
        return Promising(len(people), None)
    ahead = ahead_of(view, shop, people).values()
    return Promising(len(people), sum(one.spend or 0 for one in ahead))


def birthday_key(one: Birthday) -> str:
    """What a birthday is set aside by: that of another year is another."""
    return f"birthday:{one.customer_id}:{one.on.year}"


def tier_key(one: TierMove, day: date) -> str:
    """What a change of tier is set aside by, as the list of `day` shows it."""
    return f"tier:{one.customer_id}:{day.isoformat()}"


def reach_of(view: View, ids: Collection[int]) -> dict[int, Reach]:
    """How each of these customers may be spoken to."""
    wanted = set(ids)
    newest = (
        select(func.max(Consent.id))
        .where(Consent.customer_id.in_(wanted))
        .group_by(Consent.customer_id, Consent.channel)
    )
    said = {
        (customer, channel): given
        for customer, channel, given in view.session.execute(
            select(Consent.customer_id, Consent.channel, Consent.given).where(Consent.id.in_(newest))
        )
    }
    first: dict[tuple[int, str], str] = {}
    rows = view.session.execute(
        select(ContactPoint.customer_id, ContactPoint.kind, ContactPoint.value)
        .where(ContactPoint.customer_id.in_(wanted))
        .order_by(ContactPoint.customer_id, ContactPoint.position, ContactPoint.id)
    )
    for customer, kind, value in rows:
        first.setdefault((customer, kind), value)

    somewhere = or_(PostalAddress.street != "", PostalAddress.city != "")
    homes = set(
        view.session.scalars(
            select(PostalAddress.customer_id).where(PostalAddress.customer_id.in_(wanted), somewhere)
        )
    )

    def way(customer: int, kind: str, unasked: bool) -> str:
        return first.get((customer, kind), "") if said.get((customer, kind), unasked) else ""

    welcome = {one for one in homes if said.get((one, "post"), True)}
    return {one: Reach(way(one, "phone", True), way(one, "email", False), one in welcome) for one in wanted}


def _part(
    rows: Iterable[Row], key: Callable[[Row], str], aside: Collection[str], *, cut: bool = False
) -> Part[Row]:
    """What is not set aside. `cut`: whoever looked them up stops at `today.MOST`."""
    found = list(rows)
    left = [row for row in found if key(row) not in aside]
    return Part(tuple(left[:MOST]), len(left), cut and len(found) >= today.MOST)


def _without_gift(view: View, found: Collection[Birthday]) -> frozenset[int]:
    """Those among them for whom the voucher of this birthday was never made out."""
    wanted = {one.customer_id for one in found}
    keys = {voucher_key(one.on.year) for one in found}
    had = select(_V.customer_id).where(_V.customer_id.in_(wanted), _V.occasion_key.in_(keys))
    return frozenset(wanted - set(run(view.session, had).scalars()))


def _ids(part: str, aside: Collection[str]) -> set[int]:
    """The ids that a part's keys name."""
    keys = (key.split(":") for key in aside)
    return {int(one[1]) for one in keys if one[0] == part and one[1:] and one[1].isdecimal()}


def _slipping(view: View, day: date, aside: Collection[str], shop: Learnt | None) -> Part[Slipping]:
    """Those who are late, without those who were spoken to lately."""
    spoken = select(_T.customer_id).where(
        _T.at >= start_of(view, day - _DAY * SPOKEN_WITHIN), _T.kind.in_(SPOKEN), _T.removed_at.is_(None)
    )
    left_out = _ids("slipping", aside) | set(run(view.session, spoken).scalars())
    found = slipping_away(view, day, MOST + 1, left_out, shop)
    return Part(tuple(found[:MOST]), len(found[:MOST]), len(found) > MOST)


def _lapsing(view: View, aside: Collection[str]) -> tuple[Lapsing | None, Part[LapsingSoon]]:
    if "lapsing:all" in aside:
        return None, Part()
    rows = lapsing_soon(view, LAPSING_WITHIN, limit=1_000_000)
    if not rows:
        return None, Part()
    ids = tuple(dict.fromkeys(row.customer_id for row in rows))
    email = letter = 0
    for start in range(0, len(ids), _TOGETHER):
        for way in reach_of(view, ids[start : start + _TOGETHER]).values():
            email += bool(way.email)
            letter += not way.email and way.post
    told = Lapsing(
        len(ids), sum(row.points for row in rows), rows[0].day, email, letter, len(ids) - email - letter, ids
    )
    return told, Part(tuple(rows[:MOST]), len(rows))


def _new_faces(view: View, day: date) -> list[NewFace]:
    """Whose card was made in the last days and who was not spoken to since, the newest first. Who was here
    before the card, or came with another program's list and was not here since, is no new face."""
    sender, a = table(Customer).alias("sender"), table(CustomerActivity).c
    first = a.first_visit_on
    spoken = select(_T.id).where(_T.customer_id == _C.id, _T.kind.in_(SPOKEN), _T.removed_at.is_(None))
    rows = run(
        view.session,
        select(_C.id, _C.name, _C.joined_on, sender.c.name)
        .outerjoin_from(table(Customer), sender, sender.c.id == _C.referred_by_id)
        .outerjoin(table(CustomerActivity), a.customer_id == _C.id)
        .where(
            or_(first >= _C.joined_on, and_(first.is_(None), _C.reference.is_(None))),
            _C.joined_on > day - _DAY * NEW_FOR,
            _C.joined_on <= day,
            _C.archived_at.is_(None),
            ~spoken.exists(),
        )
        .order_by(_C.joined_on.desc(), _C.id.desc())
        .limit(_TOGETHER),
    )
    return [NewFace(number, name, joined, by or "") for number, name, joined, by in rows]
