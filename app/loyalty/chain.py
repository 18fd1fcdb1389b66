"""The chain that proves nobody edited history: each entry's hash covers its facts and the hash before it.

No personal data is hashed: free words stand in `entry_reason`, and the entry holds only their salted digest,
so that the words can be erased and the chain still holds.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime
from json.encoder import encode_basestring_ascii as _text

FORM = 1
"""The version of the canonical text below; another form would get another number and both stay readable."""


def instant_text(at: datetime) -> str:
    """The instant as it is hashed: UTC, always with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def entry_hash(
    *,
    account_id: int,
    sequence: int,
    kind: str,
    points: int,
    balance: int,
    business_date: date,
    at: datetime,
    expires_on: date | None,
    purchase_id: int | None,
    refund_id: int | None,
    reward: str | None,
    reverses_id: int | None,
    programme_id: int | None,
    staff_id: int | None,
    till: str,
    detail: str,
    reason_digest: str,
    lots: str,
    previous_hash: str,
) -> str:
    """SHA-256, in hex, over a JSON list of the entry's facts in this order, ASCII, without spaces."""
    # Written out by hand: a JSON encoder is set up anew for every call, and this runs for every entry.
    text = (
        f"[{FORM},{account_id},{sequence},{_text(kind)},{points},{balance},"
        f'"{business_date.isoformat()}","{instant_text(at)}",'
        f"{_text(expires_on.isoformat()) if expires_on else 'null'},"
        f"{_number(purchase_id)},{_number(refund_id)},{'null' if reward is None else _text(reward)},"
        f"{_number(reverses_id)},{_number(programme_id)},{_number(staff_id)},"
        f"{_text(till)},{_text(detail)},{_text(reason_digest)},{_text(lots)},{_text(previous_hash)}]"
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def new_salt() -> str:
    """A salt for one reason: without it, short words could be guessed from their digest."""
    return secrets.token_hex(16)


def reason_digest(salt: str, text: str) -> str:
    """What an entry keeps of its reason; "" when there is none."""
    return hashlib.sha256((salt + text).encode()).hexdigest() if text else ""


def lots_text(made: tuple[int, date] | None, moves: Sequence[tuple[int, int, int]], sequence: int) -> str:
    """What an entry did to lots, in words a check can compare.

    `made` is (points, earned_on) of a new lot; `moves` are (lot, points, for) with lots and entries named by
    their sequence. `+50@2026-11-22 7:-5 9:3 9:-2>6` made a lot of 50, took 5 from lot 7, put 3 into lot 9,
    and took 2 from lot 9 to settle what entry 6 owed; `9:2>6` would put them back, and entry 6 owes again.
    """
    parts = [f"+{made[0]}@{made[1].isoformat()}"] if made else []
    for lot, points, on_behalf in moves:
        parts.append(f"{lot}:{points}" if on_behalf == sequence else f"{lot}:{points}>{on_behalf}")
    return " ".join(parts)
