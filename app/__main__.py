"""`regulars` and `python -m app`: the window, or one command. The one place that knows both fronts."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

RUBBISH_AFTER = 400_000
"""Objects made between two looks for rubbish. What a command imports stays to its end: Python's usual 700
look through it again and again, which is a fifth of the time of a short command. The counter stands with a
third of this many; the window goes back to what is usual then."""


class Window:
    """The window as the command line may ask for it; Qt is loaded when it does, not before."""

    def open(self, path: Path | None, sample: bool) -> int:
        """Stay until the window is closed; the exit code. Raises `NoDisplay` without a screen."""
        from app.gui.start import start

        return start(path, sample)

    def take(
        self, shop: Path | None, page: str, out: Path, size: tuple[int, int], theme: str, customer: str | None
    ) -> None:
        """Draw a page to the picture `out`, without a screen."""
        from app.gui.screenshot import take

        take(shop, page, out, size, theme, customer)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one invocation; the exit code is 0 done, 1 refused, 2 wrong use."""
    gc.set_threshold(RUBBISH_AFTER, 20, 20)
    from app.cli.root import run

    try:
        return run(Window(), arguments)
    finally:
        gc.freeze()  # the process ends: nothing is rubbish any more, all of it is


if __name__ == "__main__":
    sys.exit(main())
