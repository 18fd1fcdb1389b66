"""Say whether Qt can open a window here; end with 1 and one plain sentence if it cannot.

Loads what a window loads, without opening one: a missing system library would otherwise end the program
inside Qt, with a message for programmers.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path


def plugin_in_use() -> str | None:
    """The platform plugin Qt will choose on this Linux desktop, or None where it brings its own."""
    asked = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if asked or not sys.platform.startswith("linux"):
        return asked or None
    return "wayland" if os.environ.get("XDG_SESSION_TYPE") == "wayland" else "xcb"


def main() -> int:
    """The exit status."""
    try:
        import PySide6.QtWidgets

        plugin = plugin_in_use()
        library = Path(PySide6.__path__[0], "Qt", "plugins", "platforms", f"libq{plugin}.so")
        if plugin and library.exists():
            ctypes.CDLL(str(library))
    except (ImportError, OSError) as fault:
        print(f"The window cannot open, because a system library is missing: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
