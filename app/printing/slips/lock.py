"""One program at a time prints the slips of a till."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from app.printing.alone import alone


def printing_alone(shop: Path, till: str) -> AbstractContextManager[bool]:
    """True inside when nobody else prints this till's slips; where no lock can be had at all, also true."""
    return alone("slips", shop, till)
