"""The daily run: what the program does of itself, through today, each day once.

`daily_run` remembers through which day every job ran. Days on which the program was off are caught up in
order; a first run does today. The clock is judged by the ledger and not by that memory: where the last entry
is of a later day nothing is done and the run says so; where only the memory is later, a wrong clock wrote it,
and it is put right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, insert, select

from app.kernel.rubbish import short_collections
from app.kernel.turns import Turns
from app.kernel.unit import Unit, View
from app.loyalty.daily_jobs import daily_jobs
from app.loyalty.models import DailyRun
from app.loyalty.waiting import WHOLE, clock_note
from app.sales.tables import run, table

_D = table(DailyRun).c
_DAY = timedelta(days=1)
LONGEST = timedelta(days=3660)
"""What is caught up at most: a clock that jumps a thousand years is wrong, and every day takes its time."""


@dataclass(frozen=True)
class RunDaily:
    """Do what is due through today."""


@dataclass(frozen=True, slots=True)
class DailyWork:
    """What one job did over all days caught up: its id, the sum it counted, and that in words."""

    job: str
    count: int
    words: str


@dataclass(frozen=True)
class DailyDone:
    """From which day through which was caught up (`first` None: everything was done before), what each job
    did, and why nothing was done where the clock is not believed, else ""."""

    through: date
    first: date | None = None
    work: tuple[DailyWork, ...] = ()
    note: str = ""


def run_daily(unit: Unit, _cmd: RunDaily) -> DailyDone:
    """Run every job for each day that waits. Twice does nothing twice.

    One transaction: a run that fails has done nothing, and the next one does all of it.
    """
    note = clock_note(unit)
    if note:
        return DailyDone(unit.today, note=note)
    jobs = tuple(daily_jobs())
    done = _through(unit)
    begins = {job.id: _begins(done.get(job.id), unit.today) for job in jobs}
    sums = dict.fromkeys(begins, 0)
    turns = Turns()
    with short_collections():
        for day in _days(begins.values(), unit.today):
            for job in jobs:
                if begins[job.id] <= day and (job.each_day or day == unit.today):
                    sums[job.id] += job.run(unit, day)
            turns.pass_on()
    _remember(unit, (WHOLE, *begins), done)
    first = min(begins.values(), default=unit.today)
    work = tuple(DailyWork(job.id, sums[job.id], job.words(sums[job.id])) for job in jobs if sums[job.id])
    return DailyDone(unit.today, first if first <= unit.today else None, work)


def _begins(through: date | None, today: date) -> date:
    """The first day to run a job for; the day after today when all is done."""
    return today if through is None else max(min(through, today) + _DAY, today - LONGEST)


def _days(begins: Iterable[date], today: date) -> Iterator[date]:
    day = min(begins, default=today)
    while day <= today:
        yield day
        day += _DAY


def _through(view: View) -> dict[str, date]:
    rows = run(view.session, select(_D.name, _D.through))
    return {row[0]: row[1] for row in rows}


def _remember(unit: Unit, names: tuple[str, ...], done: dict[str, date]) -> None:
    """Keep that all of them ran through today; a row that says so already is left alone."""
    table_ = table(DailyRun)
    for name in names:
        if done.get(name) != unit.today:
            run(unit.session, delete(table_).where(_D.name == name))
            run(unit.session, insert(table_).values(name=name, through=unit.today, at=unit.now))
