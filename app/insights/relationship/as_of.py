"""The facts of a day, from evidence that was read once: what came later is not known yet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.insights.relationship.evidence import SAID_KINDS, TALK_KINDS, Evidence
from app.insights.relationship.facts import YEAR, Facts
from app.insights.relationship.rhythms import rhythms
from app.insights.relationship.said import (
    ANSWERED,
    BY_DIRECTION,
    DAY,
    GOOD,
    NOTE,
    OURS,
    POOR,
    PUT_RIGHT,
    REVIEW,
    SCORED,
    SOCIAL,
)
from app.touchpoints.answers import COMPLAINT, FEEDBACK

if TYPE_CHECKING:
    from app.insights.relationship.facts import Bools, Numbers

_FAR = date.max.toordinal()


class _Sums:
    """Rows summed up by whose they are."""

    def __init__(self, count: int) -> None:
        self.count = count

    def many(self, who: Numbers) -> Numbers:
        """How many rows each has, (n,)."""
        import numpy as np

        return np.bincount(who, minlength=self.count)

    def latest(self, who: Numbers, day: Numbers) -> Numbers:
        """The last day of each, 0 without any, (n,)."""
        import numpy as np

        found = np.zeros(self.count, dtype=np.int64)
        np.maximum.at(found, who, day)
        return found

    def earliest(self, who: Numbers, day: Numbers) -> Numbers:
        """The first day of each, 0 without any, (n,)."""
        import numpy as np

        found = np.full(self.count, _FAR, dtype=np.int64)
        np.minimum.at(found, who, day)
        return np.where(found == _FAR, 0, found)


def facts(found: Evidence, on: date) -> Facts[Numbers]:
    """What was known of each at the end of that day, as far as days tell; arrays of shape (n,)."""
    import numpy as np

    today, sums = on.toordinal(), _Sums(len(found.ids))
    values: dict[str, Numbers] = {"on": np.full(sums.count, today, dtype=np.int64)}
    for part in (_visits, _talks, _said, _promises, _consents, _others):
        values |= part(found, today, sums)
    values |= _card(found, today, values)
    return Facts(**values)


def _card(found: Evidence, today: int, values: dict[str, Numbers]) -> dict[str, Numbers]:
    import numpy as np

    carded = found.card[:, 0]
    joined = carded
    for first in (values["first"], values.pop("talks_first")):
        joined = np.where((first > 0) & (first < joined), first, joined)
    on_card = (found.card[:, 1:] > 0) & (carded <= today)[:, None]
    names = ("favourite", "alert", "remarks", "birthday", "tagged")
    flags = {name: on_card[:, at].astype(np.int64) for at, name in enumerate(names)}
    known = sum(flags[name] for name in names if name != "birthday") + (values["notes"] > 0)
    return {"carded": carded, "joined": joined, "preferences": known, **flags}


def _visits(found: Evidence, today: int, sums: _Sums) -> dict[str, Numbers]:
    import numpy as np

    who, day, gone = found.visits
    stood = (day <= today) & ((gone == 0) | (gone > today))
    who, day = who[stood], day[stood]
    if len(who):
        new = np.append(True, (who[1:] != who[:-1]) | (day[1:] != day[:-1]))
        who, day = who[new], day[new]
    rhythm = rhythms(who, day, sums.count)
    return {
        "visits": sums.many(who),
        "first": sums.earliest(who, day),
        "last": sums.latest(who, day),
        "usual": rhythm.usual,
        "late_after": rhythm.late_after,
        "gaps": rhythm.gaps,
    }


def _talks(found: Evidence, today: int, sums: _Sums) -> dict[str, Numbers]:
    import numpy as np

    who, day, kind, ours = found.talks
    until = day <= today
    note, event = TALK_KINDS.index(NOTE), TALK_KINDS.index("event")
    directed = np.isin(kind, [TALK_KINDS.index(one) for one in BY_DIRECTION])
    talk = until & (kind != note) & ~(directed & (ours > 0))
    lately = talk & (day > today - YEAR)
    noted, came = until & (kind == note), until & (kind == event)
    return {
        "talks_first": sums.earliest(who, day),
        "talks": sums.many(who[talk]),
        "talks_last": sums.latest(who[talk], day[talk]),
        "talks_year": sums.many(who[lately]),
        "events": sums.many(who[came]),
        "events_last": sums.latest(who[came], day[came]),
        "notes": sums.many(who[noted]),
        "notes_last": sums.latest(who[noted], day[noted]),
    }


def _said(found: Evidence, today: int, sums: _Sums) -> dict[str, Numbers]:
    import numpy as np

    who, day, kind, flag = found.said
    until = day <= today
    flag = np.where(flag // DAY <= today, flag % DAY, flag & ~(ANSWERED | PUT_RIGHT) & (DAY - 1))

    def of(kind_id: str) -> Bools:
        found: Bools = until & (kind == SAID_KINDS.index(kind_id))
        return found

    still, mended = of(COMPLAINT) & (flag & ANSWERED == 0), of(COMPLAINT) & (flag & PUT_RIGHT > 0)
    mended_on = np.maximum(day, found.said[3] // DAY)
    praise = of(SOCIAL) & (flag & (OURS | POOR) == 0)
    praise |= of(REVIEW) & ((flag & GOOD > 0) | (flag & SCORED == 0))
    scored = (of(FEEDBACK) | of(REVIEW)) & (flag & SCORED > 0)
    latest, on = np.zeros(sums.count, dtype=np.int64), np.zeros(sums.count, dtype=np.int64)
    latest[who[scored]], on[who[scored]] = flag[scored], day[scored]  # of several the last one stays
    return {
        "complaints": sums.many(who[still]),
        "complaint_since": sums.earliest(who[still], day[still]),
        "put_right": sums.many(who[mended]),
        "put_right_last": sums.latest(who[mended], mended_on[mended]),
        "praise": sums.many(who[praise]),
        "praise_last": sums.latest(who[praise], day[praise]),
        "said": on,
        "said_good": ((latest & GOOD) > 0).astype(np.int64),
        "said_poor": ((latest & POOR > 0) & (latest & ANSWERED == 0)).astype(np.int64),
    }


def _promises(found: Evidence, today: int, sums: _Sums) -> dict[str, Numbers]:
    who, made, due, done = found.promises
    finished = (made <= today) & (done > 0) & (done <= today)
    in_time = finished & ((due == 0) | (done <= due))
    late = finished & ~in_time
    lately = done > today - YEAR
    broken = (made <= today) & ~finished & (due > 0) & (due < today)
    return {
        "kept": sums.many(who[in_time]),
        "kept_last": sums.latest(who[in_time], done[in_time]),
        "kept_year": sums.many(who[in_time & lately]),
        "late_year": sums.many(who[late & lately]),
        "late_last": sums.latest(who[late], done[late]),
        "broken": sums.many(who[broken]),
        "broken_due": sums.earliest(who[broken], due[broken]),
    }


def _consents(found: Evidence, today: int, sums: _Sums) -> dict[str, Numbers]:
    import numpy as np

    who, day, channel, yes = (column[found.consents[1] <= today] for column in found.consents)
    channels = int(channel.max()) + 1 if len(channel) else 1
    given = np.zeros((sums.count, channels), dtype=np.int64)
    given[who, channel] = np.where(yes > 0, day, 0)  # of several the last one stays
    return {"consents": (given > 0).sum(axis=1), "consents_last": given.max(axis=1, initial=0)}


def _others(found: Evidence, today: int, sums: _Sums) -> dict[str, Numbers]:
    values: dict[str, Numbers] = {}
    for name, (who, day) in (("friends", found.friends), ("redeemed", found.redeemed)):
        until = day <= today
        values[name] = sums.many(who[until])
        values[f"{name}_last"] = sums.latest(who[until], day[until])
    return values
