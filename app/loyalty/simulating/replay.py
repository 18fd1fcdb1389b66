"""One set of rules over the accounts that come by: what they earn, use, lose and owe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from typing import NamedTuple

from app.kernel.money import share
from app.loyalty.rules import Rules
from app.loyalty.sale import NOBODY as NO_FACTS
from app.loyalty.sale import Sale, Who
from app.loyalty.simulating.account import NEVER, Account, Lot
from app.loyalty.simulating.behaviour import Behaviour
from app.loyalty.simulating.history import NOBODY, Party, Person, Visit
from app.loyalty.simulating.offering import Offers, Taken
from app.loyalty.simulating.stamping import Stamps
from app.loyalty.simulating.tally import Tally
from app.loyalty.simulating.tiering import Standing


class Bonus(NamedTuple):
    """Points for something else than a sale: joining, a friend."""

    day: date
    points: int


@dataclass(slots=True)
class _Bought:
    """A purchase that something came back of: what it gave, and what was taken back so far."""

    visit: Visit
    points: int
    lot: Lot | None
    item: list[int] | None
    counted: tuple[tuple[str, int], ...]
    taken: int = 0
    refunded: int = 0


@dataclass(slots=True)
class _State:
    """One account as it goes along."""

    account: Account
    standing: Standing | None
    taken: Taken = field(default_factory=dict)
    carried: dict[str, int] = field(default_factory=dict)
    last: dict[int, date] = field(default_factory=dict)
    facts: dict[tuple[int, str, bool, bool], Who] = field(default_factory=dict)


class _Back(NamedTuple):
    """Of a purchase, `refunded` in all has come back."""

    bought: _Bought
    refunded: int


Event = tuple[int, int, int, Visit | Bonus | _Back]


class Replay:
    """Replays under `rules`; `tally` holds the sums. `play` is called once for each account."""

    def __init__(self, rules: Rules, behaviour: Behaviour, since: date, until: date) -> None:
        self.rules = rules
        self.tally = Tally(since, until)
        self.stamps = Stamps(rules.stamp_cards, self.tally)
        self.offers = Offers(rules, behaviour)
        self._judge = rules.judge
        self._needs = rules.judge.needs | self.offers.needs
        self._carries = bool(rules.judge.carries)
        self._tiers = ["", *(tier.id for tier in rules.tiers.tiers)]
        self._last_days: dict[date, int] = {}
        self._until = until.toordinal()
        self._joining = sum(int(rule.values["points"]) for rule in rules.earning if rule.kind == "sign_up")

    def play(self, party: Party, bonuses: Sequence[Bonus] = ()) -> str:
        """One account from its first purchase to the end; the id of the tier it ends in, "" for none."""
        tally = self.tally
        idle = self.rules.expiry.idle_until if self.rules.expiry.kind == "absence" else None
        state = _State(Account(tally.lapse, idle), self._standing(party))
        if self._joining:
            bonuses = (*bonuses, *self._joined(party))
        if bonuses or any(visit.refunds for visit in party.visits):
            self._in_order(party, state, bonuses)
        else:
            for visit in party.visits:
                self._visit(party, state, visit)
        state.account.settle(self._until)
        if state.standing is not None:
            state.standing.advance(self._until)
        tier = self._tier(state)
        tally.accounts += 1
        tally.in_reach += self.offers.in_reach(state.account.balance, tier)
        self.stamps.forget()
        return tier

    def _in_order(self, party: Party, state: _State, bonuses: Sequence[Bonus]) -> None:
        """As `play`, with what stands between the purchases: what came back, and points for other things."""
        visits: Iterator[Event] = (
            (visit.day.toordinal(), 1, number, visit) for number, visit in enumerate(party.visits)
        )
        given: list[Event] = sorted(
            ((bonus.day.toordinal(), 0, number, bonus) for number, bonus in enumerate(bonuses)), key=_when
        )
        coming: list[Event] = []
        for event in merge(visits, given, key=_when):
            while coming and coming[0][0] < event[0]:
                self._event(party, state, coming.pop(0))
            bought = self._event(party, state, event)
            if bought is not None:
                coming += [
                    (max(day.toordinal(), event[0]), 2, bought.visit.purchase, _Back(bought, refunded))
                    for day, refunded in bought.visit.refunds
                ]
                coming.sort(key=_when)
        for event in coming:
            self._event(party, state, event)

    def _event(self, party: Party, state: _State, event: Event) -> _Bought | None:
        day, what = event[0], event[3]
        if isinstance(what, Visit):
            return self._visit(party, state, what)
        if isinstance(what, Bonus):
            self._bonus(state, what)
        else:
            self._back(state, day, what)
        return None

    def _visit(self, party: Party, state: _State, visit: Visit) -> _Bought | None:
        """One purchase; what is needed when something of it comes back, None when nothing does."""
        day, tally, account = visit.day.toordinal(), self.tally, state.account
        account.settle(day)
        standing = state.standing
        if standing is not None:
            standing.advance(day)
        sale = Sale(
            visit.amount, visit.day, visit.discount, visit.lines, None, visit.customer, visit.clock,
            self._who(party, state, visit) if self._needs or self.stamps else NO_FACTS,
            state.carried if self._carries else None,
        )  # fmt: skip
        judgement = self._judge(sale)
        for rule, money in judgement.counted:
            state.carried[rule] = state.carried.get(rule, 0) + money
        points = judgement.points
        inside = tally.since <= day <= tally.until
        if inside:
            tally.sales += visit.amount
            tally.given += points
        lot = self._gain(account, day, visit.day, points) if points else None
        if account.balance >= self.offers.cheapest and self.offers.wanted(visit.purchase):
            self._use(state, sale, day, inside)
        if self.stamps:
            self.stamps.give(sale, inside)
        item = None
        if standing is not None:
            item = standing.add(visit.day, points if standing.by_points else visit.amount)
        if not visit.refunds:
            return None
        return _Bought(visit, points, lot, item, judgement.counted)

    def _gain(self, account: Account, day: int, on: date, points: int) -> Lot:
        last = self._last_days.get(on)
        if last is None:
            found = self.rules.expiry.last_day(on)
            last = self._last_days[on] = NEVER if found is None else found.toordinal()
        before = account.balance
        lot = account.gain(points, last)
        account.active = on
        self.tally.owe(day, max(0, account.balance) - max(0, before))
        return lot

    def _use(self, state: _State, sale: Sale, day: int, inside: bool) -> None:
        offer = self.offers.choose(state.account.balance, sale, state.taken)
        if offer is None:
            return
        state.account.spend(offer.cost)
        state.account.active = sale.day
        tally = self.tally
        tally.owe(day, -offer.cost)
        if inside:
            value = offer.worth(sale)
            tally.used += offer.cost
            tally.uses += 1
            tally.unpriced += value is None
            tally.cost += value or 0

    def _bonus(self, state: _State, bonus: Bonus) -> None:
        day = bonus.day.toordinal()
        state.account.settle(day)
        active = state.account.active
        self._gain(state.account, day, bonus.day, bonus.points)
        state.account.active = active  # points for a friend are no visit
        if self.tally.inside(day):
            self.tally.given += bonus.points
        if state.standing is not None and state.standing.by_points:
            state.standing.advance(day)
            state.standing.add(bonus.day, bonus.points)

    def _back(self, state: _State, day: int, back: _Back) -> None:
        """Some of a purchase came back: its points go in proportion, less what lapsed of them."""
        bought, refunded = back
        amount, account, tally = bought.visit.amount, state.account, self.tally
        account.settle(day)
        whole = refunded >= amount
        target = bought.points if whole else share(bought.points, refunded, amount)
        due = max(0, min(target, bought.points - (bought.lot.lapsed if bought.lot else 0)) - bought.taken)
        before = account.balance
        taken = account.take_back(bought.lot, due, self.rules.may_owe) if bought.lot and due else 0
        bought.taken += due
        tally.owe(day, max(0, account.balance) - max(0, before))
        for rule, money in bought.counted:
            state.carried[rule] -= money if whole else share(money, refunded, amount)
        bought.counted = () if whole else bought.counted
        if state.standing is not None and bought.item is not None:
            left = bought.points - bought.taken if state.standing.by_points else amount - refunded
            state.standing.advance(day)
            state.standing.change(bought.item, left, day)
        if tally.inside(day):
            tally.returned += taken
            tally.refunded += refunded - bought.refunded
        bought.refunded = refunded

    def _who(self, party: Party, state: _State, visit: Visit) -> Who:
        before = state.last.get(visit.customer)
        state.last[visit.customer] = visit.day
        key = (visit.customer, self._tier(state), before is None, before != visit.day)
        found = state.facts.get(key)
        if found is None:
            person = party.people.get(visit.customer, NOBODY)
            found = state.facts[key] = Who(
                person.tags, key[1], key[2], key[3], person.birthday, person.joined_on
            )
        return found

    def _tier(self, state: _State) -> str:
        return "" if state.standing is None else self._tiers[state.standing.rank + 1]

    def _standing(self, party: Party) -> Standing | None:
        scheme = self.rules.tiers
        if not scheme:
            return None
        people: Mapping[int, Person] = party.people
        by_hand = max((scheme.rank(person.tier) for person in people.values()), default=-1)
        return Standing(
            scheme, by_hand, max((scheme.rank(person.floor) for person in people.values()), default=-1)
        )

    def _joined(self, party: Party) -> Iterator[Bonus]:
        """Points for joining, for everybody on the account: on the card's day, or the first purchase's."""
        first: dict[int, date] = {}
        for visit in party.visits:
            first.setdefault(visit.customer, visit.day)
        for customer, day in first.items():
            joined = party.people.get(customer, NOBODY).joined_on or day
            yield Bonus(min(joined, day), self._joining)


def _when(event: Event) -> tuple[int, int, int]:
    return event[0], event[1], event[2]
