"""The shops opened lately on this computer, for the first page. Nothing in it is needed: it may be lost."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.kernel.paths import data_folder

log = logging.getLogger(__name__)

MOST = 10
"""How many are remembered."""


@dataclass(frozen=True)
class RecentShop:
    """One shop opened before. `missing` when no file is there now (a stick pulled out, a file moved)."""

    path: Path
    name: str
    opened_at: datetime
    missing: bool = False


def recent_file() -> Path:
    """Where the list is kept."""
    return data_folder() / "recent.json"


def recent() -> list[RecentShop]:
    """The shops opened before, the latest first. A list that cannot be read is an empty one."""
    try:
        rows = json.loads(recent_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    shops = [_row(row) for row in rows] if isinstance(rows, list) else []
    return [shop for shop in shops if shop is not None][:MOST]


def remember_opened(path: Path, name: str, at: datetime) -> None:
    """Put a shop at the head of the list. A folder that cannot be written only costs the list."""
    path = path.expanduser().absolute()
    others = [shop for shop in recent() if shop.path != path]
    _keep([RecentShop(path, name, at.astimezone(UTC)), *others][:MOST])


def forget(path: Path) -> None:
    """Take a shop off the list; its file stays."""
    path = path.expanduser().absolute()
    _keep([shop for shop in recent() if shop.path != path])


def _row(row: object) -> RecentShop | None:
    try:
        path, name, at = row["path"], row["name"], row["opened_at"]  # type: ignore[index]
        opened = datetime.fromisoformat(at)
        shop = Path(path)
        return RecentShop(shop, str(name), opened.astimezone(UTC), not _is_there(shop))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _keep(shops: list[RecentShop]) -> None:
    rows = [
        {"path": str(shop.path), "name": shop.name, "opened_at": shop.opened_at.isoformat()} for shop in shops
    ]
    target = recent_file()
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(rows, indent=1), encoding="utf-8")
        unfinished.replace(target)
    except OSError as error:
        log.info("the list of recent shops could not be kept: %s", error)
        with contextlib.suppress(OSError):
            unfinished.unlink()
