"""What one customer's own history says: each number with how it came about, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.customers.models import Customer
from app.insights.best_channel import best_channel
from app.insights.best_time import BestTime, best_time
from app.insights.favourites import MIN_VISITS, Favourite, favourites
from app.insights.finding import Finding, few_visits
from app.insights.foretelling.lasting import Lasting
from app.insights.foretelling.learnt import AHEAD_DAYS, MIN_BACK_YEAR, YEAR_DAYS, Learnt, learnt
from app.insights.history import DAYS_A_WEEK, History, history_of, visits_of
from app.insights.reasons import why_no_spending, why_no_year, why_nothing
from app.insights.rfm import MIN_CUSTOMERS, Scores, cell_names
from app.insights.rhythm import MIN_GAPS, Rhythm, rhythm_of
from app.insights.sayings import Sayings
from app.insights.suggesting.companions import Companion
from app.insights.suggesting.suggest import Suggestion, suggestions
from app.insights.suggesting.usual import beside_the_usual
from app.kernel.errors import NotFound
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import run, table

REGULAR_VISITS = 3
"""Visits from which somebody is a regular, as in the reports."""

_P = table(Purchase).c


@dataclass(frozen=True, slots=True)
class CustomerInsight:
    """One customer on a day. `usual_days` between visits; `late` by it; `visits_ahead` and `spend_ahead`
    (minor units) in the next `AHEAD_DAYS`; `still_regular` the chance, in [0, 1], of a visit within them;
    `lifetime` minor units so far and `lifetime_ahead` with the next year; `rank` among all customers.
    `suggestions` are what they may like next, `companions` what goes with what they usually buy.
    `note` says what was left out, "" when nothing was."""

    customer_id: int
    on: date
    visits: int
    first: date | None
    last: date | None
    usual_days: Finding[int]
    expected_on: date | None
    late: Finding[bool]
    visits_ahead: Finding[float]
    spend_ahead: Finding[int]
    still_regular: Finding[float]
    lifetime: Finding[int]
    lifetime_ahead: Finding[int]
    rank: Finding[Scores]
    favourites: tuple[Favourite, ...]
    favourites_how: str
    suggestions: Finding[tuple[Suggestion, ...]]
    companions: Finding[tuple[Companion, ...]]
    best_time: Finding[BestTime]
    best_channel: Finding[str]
    note: str


def customer_insight(view: View, customer_id: int) -> CustomerInsight:
    """All of it; `NotFound` when there is no such customer. The first time of a day the shop's models are
    fitted, which takes seconds in a large shop; then it is quick."""
    _known(view, customer_id)
    visits = visits_of(view, customer_id)
    history = history_of(visits, view.today)
    shop, say = learnt(view), Sayings(view.context)
    rhythm = rhythm_of([visit.on for visit in visits])
    visits_ahead, spend, again = _ahead(shop, history, say)
    things, receipts = favourites(view, customer_id)
    return CustomerInsight(
        customer_id=customer_id,
        on=view.today,
        visits=len(visits),
        first=history.first if history else None,
        last=history.last if history else None,
        usual_days=_usual(rhythm, len(visits), say),
        expected_on=rhythm.expected_on(history.last) if rhythm and history else None,
        late=_late(rhythm, history, view.today, len(visits), say),
        visits_ahead=visits_ahead,
        spend_ahead=spend,
        still_regular=again,
        lifetime=_lifetime(history, say),
        lifetime_ahead=_year(shop, history, say),
        rank=_rank(shop, history, say),
        favourites=things,
        favourites_how=_favourites_how(things, receipts, say),
        suggestions=suggestions(view, customer_id),
        companions=beside_the_usual(view, customer_id, things),
        best_time=best_time(view, customer_id),
        best_channel=best_channel(view, customer_id),
        note=_left_out(view, customer_id, say),
    )


def still_regular(view: View, customer_id: int) -> Finding[float]:
    """That alone, for the card; the chance of a visit within `AHEAD_DAYS`. Raises `NotFound`."""
    _known(view, customer_id)
    history = history_of(visits_of(view, customer_id), view.today)
    return _ahead(learnt(view), history, Sayings(view.context))[2]


def in_a_hundred(chance: float) -> int:
    """A chance as people are told it: 1 to 99, for nobody is certain."""
    return min(99, max(1, round(100 * chance)))


def _known(view: View, customer_id: int) -> None:
    c = table(Customer).c
    if run(view.session, select(c.id).where(c.id == customer_id)).first() is None:
        raise NotFound(_("There is no customer with the number {id}.").format(id=customer_id))


def _usual(rhythm: Rhythm | None, visits: int, say: Sayings) -> Finding[int]:
    if rhythm is None:
        return Finding(None, few_visits(visits, MIN_GAPS + 1, say))
    words = plural(
        "Half of the last {n} gap between visits was at most {days}.",
        "Half of the last {n} gaps between visits were at most {days}.",
        rhythm.gaps,
    )
    how = words.format(n=say.number(rhythm.gaps), days=say.days(rhythm.usual))
    if rhythm.holidays:
        words = plural("{n} long pause is left out.", "{n} long pauses are left out.", rhythm.holidays)
        how += " " + words.format(n=say.number(rhythm.holidays))
    return Finding(rhythm.usual, how)


def _late(
    rhythm: Rhythm | None, history: History | None, today: date, visits: int, say: Sayings
) -> Finding[bool]:
    if rhythm is None or history is None:
        return Finding(None, few_visits(visits, MIN_GAPS + 1, say))
    since = (today - history.last).days
    if since > 0:
        words = _("Last here {days} ago; nine of ten of their gaps were {longest} or less.")
    else:
        words = _("Here today; nine of ten of their gaps were {longest} or less.")
    how = words.format(days=say.days(since), longest=say.days(rhythm.late_after))
    return Finding(rhythm.is_late(since), how)


def _ahead(
    shop: Learnt, history: History | None, say: Sayings
) -> tuple[Finding[float], Finding[int], Finding[float]]:
    """Visits, spending and the chance of a visit in the next 90 days."""
    model = shop.lasting
    if history is None or model is None:
        nothing = few_visits(0, 1, say) if history is None else why_nothing(shop, say)
        return Finding(None, nothing), Finding(None, nothing), Finding(None, nothing)
    visits = _visits(model, history, AHEAD_DAYS)
    seen = _seen(shop, history, say)
    return Finding(visits, seen), _spend(shop, history, visits, say), _again(model, history, seen, say)


def _seen(shop: Learnt, history: History, say: Sayings) -> str:
    """What is known of the customer, and of how many others."""
    age, since = _days(history.age), _days(history.age - history.t_x)
    if age == 0:
        words = _("{visits}, today, as told by what {customers} customers did.")
    elif since == 0:
        words = _("{visits} in {days}, the last today, as told by what {customers} customers did.")
    else:
        words = _("{visits} in {days}, the last {since} ago, as told by what {customers} customers did.")
    return words.format(
        visits=plural("{n} visit", "{n} visits", history.visits).format(n=say.number(history.visits)),
        days=say.days(age),
        since=say.days(since),
        customers=say.number(shop.customers),
    )


def _visits(model: Lasting, history: History, days: int) -> float:
    return float(model.expected(days / DAYS_A_WEEK, history.x, history.t_x, history.age))


def _spend(shop: Learnt, history: History, visits: float, say: Sayings) -> Finding[int]:
    if shop.worth is None:
        return Finding(None, why_no_spending())
    each = float(shop.worth.expected(history.x, history.mean_spent))
    words = _(
        "{visits} visits at {each} each: what they spend, or nearer to what all spend where visits are few."
    )
    return Finding(round(visits * each), words.format(visits=say.tenths(visits), each=say.money(round(each))))


def _again(model: Lasting, history: History, seen: str, say: Sayings) -> Finding[float]:
    if history.visits < REGULAR_VISITS:
        return Finding(None, few_visits(history.visits, REGULAR_VISITS, say))
    chance = float(model.comes_again(AHEAD_DAYS / DAYS_A_WEEK, history.x, history.t_x, history.age))
    words = _("Of 100 customers with such a history about {n} come again within {ahead} days.")
    return Finding(chance, words.format(n=in_a_hundred(chance), ahead=AHEAD_DAYS) + " " + seen)


def _lifetime(history: History | None, say: Sayings) -> Finding[int]:
    if history is None:
        return Finding(None, few_visits(0, 1, say))
    words = plural(
        "Spent at {n} visit since {first}, refunds taken off.",
        "Spent at {n} visits since {first}, refunds taken off.",
        history.visits,
    )
    how = words.format(n=say.number(history.visits), first=say.day(history.first))
    return Finding(history.spent, how)


def _year(shop: Learnt, history: History | None, say: Sayings) -> Finding[int]:
    if history is None:
        return Finding(None, few_visits(0, 1, say))
    if shop.lasting is None:
        return Finding(None, why_nothing(shop, say))
    if shop.worth is None:
        return Finding(None, why_no_spending())
    if shop.days < MIN_BACK_YEAR:
        return Finding(None, why_no_year(shop, say))
    visits = _visits(shop.lasting, history, YEAR_DAYS)
    more = round(visits * float(shop.worth.expected(history.x, history.mean_spent)))
    words = _("{so_far} so far, and {more} to expect in the next year from {visits} visits.")
    how = words.format(so_far=say.money(history.spent), more=say.money(more), visits=say.tenths(visits))
    return Finding(history.spent + more, how)


def _rank(shop: Learnt, history: History | None, say: Sayings) -> Finding[Scores]:
    if history is None:
        return Finding(None, few_visits(0, 1, say))
    if shop.ranking is None:
        words = _("Too little history: {n} customers have bought, ranking begins with {least}.")
        return Finding(None, words.format(n=say.number(shop.customers), least=say.number(MIN_CUSTOMERS)))
    scores = shop.ranking.scores(history.last.toordinal(), history.visits, history.spent)
    words = _(
        "{cell}: {recency} of 5 by how lately, {frequency} by how often, {money} by how much, among "
        "{customers} customers; equals share a score."
    )
    how = words.format(
        cell=cell_names()[scores.cell],
        recency=scores.recency,
        frequency=scores.frequency,
        money=scores.money,
        customers=say.number(shop.customers),
    )
    return Finding(scores, how)


def _favourites_how(things: tuple[Favourite, ...], receipts: int, say: Sayings) -> str:
    if receipts < MIN_VISITS:
        words = plural(
            "Too little history: {n} visit names what was bought, it takes {wanted}.",
            "Too little history: {n} visits name what was bought, it takes {wanted}.",
            receipts,
        )
        return words.format(n=say.number(receipts), wanted=say.number(MIN_VISITS))
    if not things:
        return _("Nothing was bought twice.")
    words = _("Counted over the {n} visits whose receipts name what was bought.")
    return words.format(n=say.number(receipts))


def _left_out(view: View, customer_id: int, say: Sayings) -> str:
    later = run(
        view.session,
        select(func.count()).where(
            _P.customer_id == customer_id, _P.voided_at.is_(None), _P.business_date > view.today
        ),
    ).scalar_one()
    if not later:
        return ""
    words = plural(
        "{n} purchase is dated after today and left out; was the clock wrong?",
        "{n} purchases are dated after today and left out; was the clock wrong?",
        int(later),
    )
    return words.format(n=say.number(int(later)))


def _days(weeks: float) -> int:
    return round(weeks * DAYS_A_WEEK)
