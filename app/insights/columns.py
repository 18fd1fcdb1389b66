"""Rows of the file as columns of whole numbers: days as `date.toordinal`, 0 where there is none.

Read past the layer that makes row objects: there may be millions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select

from app.kernel.clock import zone
from app.kernel.turns import Turns
from app.kernel.unit import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

Convert = Callable[[Sequence[Any]], "Numbers"]

_FETCH = 500
"""Few enough that the collector of garbage never looks at the rows: three times as quick as thousands."""
_EPOCH = date(1970, 1, 1).toordinal()


def columns(view: View, asked: Select[Any], *converts: Convert) -> list[Numbers]:
    """What was asked for, a column of shape (rows,) for each of `converts`."""
    import numpy as np

    parts: list[list[Numbers]] = [[np.empty(0, dtype=np.int64)] for _each in converts]
    turns = Turns()
    result = view.session.connection().execute(asked)
    while rows := result.cursor.fetchmany(_FETCH):
        for part, convert, values in zip(parts, converts, zip(*rows, strict=True), strict=True):
            part.append(convert(values))
        turns.pass_on()
    result.close()
    return [np.concatenate(part) for part in parts]


def numbers(values: Sequence[Any]) -> Numbers:
    """Whole numbers and flags as they are."""
    import numpy as np

    return np.fromiter(values, dtype=np.int64, count=len(values))


def codes(known: Sequence[str]) -> Convert:
    """Words by their place in `known`."""
    places = {word: place for place, word in enumerate(known)}

    def convert(values: Sequence[Any]) -> Numbers:
        import numpy as np

        return np.fromiter(map(places.__getitem__, values), dtype=np.int64, count=len(values))

    return convert


def as_met() -> Convert:
    """Words by the order in which they are met."""
    places: dict[Any, int] = {}

    def convert(values: Sequence[Any]) -> Numbers:
        import numpy as np

        found = (places.setdefault(value, len(places)) for value in values)
        return np.fromiter(found, dtype=np.int64, count=len(values))

    return convert


def days() -> Convert:
    """Business dates; each is read once."""
    known = _Ordinals({None: 0})

    def convert(values: Sequence[Any]) -> Numbers:
        import numpy as np

        return np.fromiter(map(known.__getitem__, values), dtype=np.int64, count=len(values))

    return convert


def local_days(view: View) -> Convert:
    """Instants as the shop's local days."""
    name = view.context.timezone
    offsets: dict[int, tuple[int, int]] = {}

    def convert(values: Sequence[Any]) -> Numbers:
        import numpy as np

        if any(isinstance(value, datetime) for value in values[:1]):
            values = [_utc(value) for value in values]
        moments = np.array(values, dtype="datetime64[us]")
        there = ~np.isnat(moments)
        found = np.zeros(len(values), dtype=np.int64)
        seconds = moments[there].astype("datetime64[s]").astype(np.int64)
        utc_days, place = np.unique(seconds // 86_400, return_inverse=True)
        for day in utc_days.tolist():
            if day not in offsets:
                offsets[day] = _offset(name, day * 86_400), _offset(name, (day + 1) * 86_400)
        pairs = np.array([offsets[day] for day in utc_days.tolist()], dtype=np.int64).reshape(-1, 2)
        shifts = pairs[place]
        shift = shifts[:, 0].copy()
        for at in np.flatnonzero(shifts[:, 0] != shifts[:, 1]).tolist():  # the clocks change on that day
            shift[at] = _offset(name, int(seconds[at]))
        found[there] = (seconds + shift) // 86_400 + _EPOCH
        return found

    return convert


def _utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC).replace(tzinfo=None)


def _offset(name: str, seconds: int) -> int:
    """Seconds east of Greenwich at an instant given in seconds since 1970."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    offset = at.astimezone(zone(name)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


class _Ordinals(dict[Any, int]):
    def __missing__(self, on: Any) -> int:
        day = self[on] = (on if isinstance(on, date) else date.fromisoformat(on)).toordinal()
        return day
