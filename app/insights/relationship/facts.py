"""What the ladder looks at: a few numbers about each customer on a day, for one or for all."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Bools = NDArray[np.bool_]

T = TypeVar("T")

YEAR = 365
"""Days within which something is of late."""


@dataclass(frozen=True, slots=True, eq=False)
class Facts(Generic[T]):
    """`T` is `int` for one customer, an array of shape (n,) for many. Days are `date.toordinal`, 0 for none.

    `carded` is the day of the card, `joined` that of the first thing known if it is earlier. From the card, 0
    or 1: `favourite`, `alert`, `remarks`, `tagged`, `birthday`. `visits` are days on which something was
    bought and kept, from `first` to `last`; the rhythm (`app.insights.rhythm`) is `usual` and `late_after`
    days over `gaps`, 0 without one. `notes` written; `preferences` are how many of favourite, alert, remarks,
    tags and notes there are; `talks` in which they had a say, and those within a year `talks_year`; `events`
    they came to. Promises: `kept` on time, those within a year `kept_year` and `late_year`, `broken` (open
    after their day) with the earliest `broken_due`. `complaints` that are open with the first
    `complaint_since`, `put_right`. The latest feedback: `said_good` or `said_poor` (not answered), on `said`.
    `consents` are channels with a yes that holds. `friends` sent, `praise` said in public, `redeemed` rewards
    and vouchers. `..._last` is the day of the latest of each.
    """

    on: T
    joined: T
    carded: T
    favourite: T
    alert: T
    remarks: T
    tagged: T
    birthday: T
    visits: T
    first: T
    last: T
    usual: T
    late_after: T
    gaps: T
    notes: T
    notes_last: T
    preferences: T
    talks: T
    talks_last: T
    talks_year: T
    events: T
    events_last: T
    kept: T
    kept_last: T
    kept_year: T
    late_year: T
    late_last: T
    broken: T
    broken_due: T
    complaints: T
    complaint_since: T
    put_right: T
    put_right_last: T
    said: T
    said_good: T
    said_poor: T
    consents: T
    consents_last: T
    friends: T
    friends_last: T
    praise: T
    praise_last: T
    redeemed: T
    redeemed_last: T


def one_of(many: Facts[Numbers], place: int) -> Facts[int]:
    """The facts of the customer at that place."""
    values: dict[str, Any] = {field.name: int(getattr(many, field.name)[place]) for field in fields(many)}
    return Facts(**values)
