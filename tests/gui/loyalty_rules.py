"""A programme with something in every part, and a replay whose figures are known."""

from __future__ import annotations

from datetime import date

from app.loyalty.simulating.behaviour import FROM_HISTORY, Behaviour
from app.loyalty.simulating.outcome import Outcome, Owed, Simulation, StampCount, TierCount

EVERYTHING = {
    "name": "Kettle & Quill points",
    "earning": [
        {"id": "spend", "kind": "money_step", "points": 1, "step": 100},
        {"id": "crime", "kind": "times", "factor": 2000, "category": ["Crime"],
         "from": "2026-10-26", "to": "2026-11-02"},
        {"id": "tuesday", "kind": "times", "factor": 1500, "weekdays": ["tue"], "after": "14:00",
         "before": "17:00"},
        {"id": "first", "kind": "plus", "points": 50, "first_purchase": True},
    ],
    "tier_rules": {"by": "spend", "year": "rolling", "grace_days": 30},
    "tiers": [
        {"id": "member", "name": "Member", "from_money": 0, "factor": 1000, "perks": ["birthday voucher"]},
        {"id": "silver", "name": "Silver", "from_money": 20000, "factor": 1100},
        {"id": "gold", "name": "Gold", "from_money": 50000, "factor": 1250, "factor_from": 2000,
         "perks": ["free gift wrap", "evening seats held"]},
    ],
    "stamp_cards": [
        {"id": "coffee", "name": "Coffee card", "of": 10, "per": "item", "category": ["Drinks"],
         "gives": "a free drink"},
        {"id": "visits", "name": "Visits", "of": 5, "per": "visit", "gives": "a book mark", "months": 6},
    ],
    "rewards": [
        {"id": "free-coffee", "name": "Free coffee", "kind": "free_item", "cost": 150, "up_to": 400},
        {"id": "signed", "name": "Signed first edition", "kind": "free_item", "cost": 1000, "up_to": 2500,
         "tier": ["gold"], "once": "year"},
    ],
    "vouchers": [
        {"id": "birthday", "name": "Birthday: 10 % off", "occasion": "birthday", "days_before": 3,
         "valid_days": 14, "kind": "percent_off", "percent": 10},
        {"id": "back", "name": "Come back", "occasion": "win_back", "away_days": 90, "kind": "amount_off",
         "amount": 500},
    ],
    "referral": {"sender": 100, "friend": 100},
    "gift_cards": {"least": 500, "most": 20000, "months": 36},
    "counting": {"without": ["Delivery"], "tax": 19000},
    "expiry": {"kind": "months", "count": 12},
    "refund_of_spent": "ask",
    "worth": {"points": 100, "amount": 100},
}  # fmt: skip


def simulation(ours, draft, behaviour=None) -> Simulation:
    """Two months, in which the draft costs more."""

    def outcome(rules, times, tiers=()):
        owed = tuple(
            Owed(day, 100 * times, 10000 * times) for day in (date(2026, 10, 31), date(2026, 11, 22))
        )
        stamps = (StampCount("coffee", "Coffee card", 20 * times, 2 * times),)
        return Outcome(
            rules, 1000 * times, 400, 50, 0, 8, 12130 * times, 0, 1_840_000, owed, 100, 38 * times, tiers,
            (), stamps,
        )  # fmt: skip

    moved = (TierCount("gold", "Gold", 9, up=4), TierCount("member", "Member", 90, down=31))
    used = behaviour or Behaviour(0.62, source=FROM_HISTORY, chances=50, uses=31)
    return Simulation(
        date(2026, 10, 1), date(2026, 11, 22), 14812, 14812, used, outcome(ours, 1), outcome(draft, 2, moved)
    )
