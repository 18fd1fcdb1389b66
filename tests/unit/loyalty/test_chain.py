"""The hash of an entry: a fixed form, every fact in it, and nothing personal."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.loyalty.chain import entry_hash, lots_text, reason_digest

FACTS = {
    "account_id": 7,
    "sequence": 2,
    "kind": "use",
    "points": -5,
    "balance": 13,
    "business_date": date(2026, 11, 22),
    "at": datetime(2026, 11, 22, 11, 0, tzinfo=UTC),
    "expires_on": None,
    "purchase_id": 12,
    "refund_id": None,
    "reward": "coffee",
    "reverses_id": None,
    "programme_id": 1,
    "staff_id": 3,
    "till": 'Kasse "1" é',
    "detail": "",
    "reason_digest": "",
    "lots": "1:-5",
    "previous_hash": "ab",
}


def test_the_hash_is_sha256_over_a_json_list_of_the_facts() -> None:
    listed = [1, *FACTS.values()]
    listed[6:8] = ["2026-11-22", "2026-11-22T11:00:00.000000+00:00"]
    text = json.dumps(listed, separators=(",", ":"))
    assert entry_hash(**FACTS) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_counts(fact: str) -> None:
    value = FACTS[fact]
    match value:
        case datetime():
            other: object = value + timedelta(microseconds=1)
        case date():
            other = value + timedelta(days=1)
        case int():
            other = value + 1
        case str():
            other = value + "x"
        case _:
            other = date(2027, 1, 1) if fact == "expires_on" else 1
    assert entry_hash(**{**FACTS, fact: other}) != entry_hash(**FACTS)


def test_an_instant_is_the_same_in_every_zone() -> None:
    berlin = FACTS["at"].astimezone(timezone(timedelta(hours=1)))
    assert entry_hash(**{**FACTS, "at": berlin}) == entry_hash(**FACTS)


def test_lots_are_named_by_sequence_with_whom_they_were_moved_for() -> None:
    made = (50, date(2026, 11, 22))
    assert lots_text(made, [(7, -5, 10), (9, -2, 6)], 10) == "+50@2026-11-22 7:-5 9:-2>6"
    assert lots_text(None, [], 1) == ""


def test_a_reason_is_known_by_its_salted_digest_only() -> None:
    assert reason_digest("salt", "sorry") == hashlib.sha256(b"saltsorry").hexdigest()
    assert reason_digest("salt", "") == ""
