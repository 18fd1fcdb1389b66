"""Random purchases, refunds, voids, moves and undos, in any order, of friends who were sent.

The invariant, after every step, from the ledger's own entries:

- of each friend at most one purchase holds bonuses that were not taken back, and it is that friend's, stands,
  and not all of it was given back; so while no paid purchase of the friend stands, no reward stands;
- the row in `referral` names exactly that purchase, or says that it was taken back;
- who sent has exactly the points of the friends whose reward stands, and nothing else;
- the whole file proves itself; and when every purchase is voided in the end, nobody has anything.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.loyalty.expiry import Expiry
from app.loyalty.referral.rule import ReferralRule
from tests.exploring import run_machine

from .conftest import SIMPLE, Till, noon

SENDER, FRIEND, MINIMUM = 100, 7, 500
UNDOABLE = "undo_kind IN ('purchase', 'refund', 'move') AND undone_at IS NULL"


class FriendsMachine(RuleBasedStateMachine):
    template: ClassVar[Path]

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FixedClock(noon(2026, 3, 1))
        self.book = open_shop(Path(shutil.copy(self.template, self.folder / "shop.regulars")), self.clock)
        self.till = Till(self.book, self.clock)
        rule_of_friends = ReferralRule(SENDER, FRIEND, MINIMUM)
        self.till.rules(replace(SIMPLE, earning=(), expiry=Expiry(), referral=rule_of_friends))
        self.sender = self.till.new("Maria")
        self.friends = [self.till.new(name, sent_by=self.sender) for name in ("Thomas", "Anna")]
        self.people = [*self.friends, self.till.new("Walk-in")]

    def teardown(self) -> None:
        if hasattr(self, "book"):
            for (number,) in self.till.rows("SELECT id FROM purchase WHERE voided_at IS NULL"):
                self.till.void(number)
            assert [self.till.balance(who) for who in (self.sender, *self.people)] == [0, 0, 0, 0]
            assert self.till.check().ok
            self.book.close()
            shutil.rmtree(self.folder)

    def standing(self) -> list[int]:
        return [
            row[0] for row in self.till.rows("SELECT id FROM purchase WHERE voided_at IS NULL ORDER BY id")
        ]

    @rule(who=st.integers(0, 2), amount=st.sampled_from([MINIMUM - 1, MINIMUM, 2000]))
    def buy(self, who: int, amount: int) -> None:
        self.till.ring(self.people[who], amount)

    @precondition(lambda self: self.standing())
    @rule(data=st.data(), part=st.one_of(st.none(), st.integers(1, 600)))
    def refund(self, data: st.DataObject, part: int | None) -> None:
        self.tried(lambda: self.till.refund(data.draw(st.sampled_from(self.standing())), part))

    @precondition(lambda self: self.standing())
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        self.till.void(data.draw(st.sampled_from(self.standing())))

    @precondition(lambda self: self.standing())
    @rule(data=st.data(), who=st.integers(0, 2))
    def move(self, data: st.DataObject, who: int) -> None:
        self.tried(lambda: self.till.move(data.draw(st.sampled_from(self.standing())), self.people[who]))

    @precondition(lambda self: self.undoable())
    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        self.tried(lambda: self.till.undo(data.draw(st.sampled_from(self.undoable()))))

    @precondition(lambda self: self.undoable())
    @rule()
    def undo_the_last(self) -> None:
        self.tried(lambda: self.till.undo(self.undoable()[-1]))

    @rule(days=st.integers(1, 400))
    def wait(self, days: int) -> None:
        self.clock.advance(days=days)

    def tried(self, action) -> None:
        try:
            action()
        except Refused as refusal:
            assert refusal.message.endswith(".")

    def undoable(self) -> list[int]:
        return [row[0] for row in self.till.rows(f"SELECT id FROM journal WHERE {UNDOABLE} ORDER BY id")]

    def held(self) -> dict[int, dict[int, int]]:
        """What each purchase holds of its bonuses, by friend: from the entries and what reverses them."""
        rows = self.till.rows(
            "SELECT id, kind, points, purchase_id, reverses_id, detail FROM entry ORDER BY id"
        )
        about: dict[int, tuple[int, int]] = {}
        found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for number, kind, points, purchase, reverses, detail in rows:
            if kind == "bonus":
                about[number] = (json.loads(detail)["friend"], purchase)
            elif reverses in about:
                about[number] = about[reverses]
            if number in about:
                friend, given_for = about[number]
                found[friend][given_for] += points
        return {friend: {p: points for p, points in of.items() if points} for friend, of in found.items()}

    @invariant()
    def one_reward_a_friend_for_a_purchase_that_stands(self) -> None:
        if not hasattr(self, "book"):
            return
        held = self.held()
        rewarded = 0
        for friend in self.friends:
            of = held.get(friend, {})
            row = self.till.rows(
                "SELECT purchase_id, taken_back_at FROM referral WHERE friend_id = :f", f=friend
            )
            named = [purchase for purchase, taken_back in row if taken_back is None]
            assert list(of) == named, "the row names the purchase that holds the reward"
            for purchase, points in of.items():
                assert points == SENDER + FRIEND
                [(owner, amount, refunded, voided)] = self.till.rows(
                    "SELECT customer_id, amount, refunded, voided_at FROM purchase WHERE id = :p", p=purchase
                )
                assert owner == friend
                assert voided is None
                assert refunded < amount
            rewarded += len(of)
            assert self.till.balance(friend) == FRIEND * len(of)
        assert self.till.balance(self.sender) == SENDER * rewarded
        assert set(held) <= set(self.friends)
        assert self.till.check().problems == []


def test_a_friend_is_rewarded_for_one_purchase_that_stands(template_shop: Path) -> None:
    FriendsMachine.template = template_shop
    run_machine(FriendsMachine, examples=6)
