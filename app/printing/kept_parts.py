"""The folder of a run for many: which of its parts are still right when the run is taken up again.

A part is drawn anew when anything was done with one of its people since, or with somebody who shares their
balance; every part when something was done that names nobody: new rules, another logo, an import.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import func, select

from app.customers.models import HouseholdMember
from app.kernel.journal import JournalEntry
from app.kernel.unit import View
from app.printing.spool import Part


def last_change(view: View) -> int:
    """The number of the last thing that was done in the shop."""
    return int(view.session.execute(select(func.max(JournalEntry.id))).scalar() or 0)


def changed_since(view: View, change: int) -> frozenset[int] | None:
    """The customers whose paper may be another since that change, None for everybody's."""
    done = select(JournalEntry.customer_id).where(JournalEntry.id > change).distinct()
    found = set(view.session.execute(done).scalars())
    named = frozenset(customer for customer in found if customer is not None)
    if len(named) < len(found):
        return None
    m = HouseholdMember
    homes = select(m.household_id).where(m.customer_id.in_(done.scalar_subquery()))
    sharing = view.session.execute(select(m.customer_id).where(m.household_id.in_(homes))).scalars()
    return named.union(sharing)


def take_up(
    folder: Path, mark: str, change: int, chunks: Sequence[tuple[Path, Sequence[int]]],
    view: View, own_files: Path | None,
) -> None:  # fmt: skip
    """Make the folder of the run `mark` ready: parts of another run are thrown away, and of this one those
    that are not right any more. `change` is the last one now, `own_files` where each has a file of its own.

    Raises OSError when the folder cannot be written.
    """
    said = folder / "run"
    before = _read(said, mark)
    if folder.exists() and before is None:
        shutil.rmtree(folder)
    folder.mkdir(parents=False, exist_ok=True)
    if before is not None and before != change:
        changed = changed_since(view, before)
        for path, ids in chunks:
            if path.exists() and (changed is None or not changed.isdisjoint(ids)):
                _drop(path, own_files)
    said.write_text(json.dumps([mark, change]), "utf-8")


def _read(said: Path, mark: str) -> int | None:
    """The last change before the run that left the folder, None when that was another run."""
    with suppress(OSError, ValueError, TypeError):
        kept, change = json.loads(said.read_text("utf-8"))
        return int(change) if kept == mark else None
    return None


def _drop(path: Path, own_files: Path | None) -> None:
    if own_files is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            for name in Part.read_head(path).files:
                (own_files / Path(name).name).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
