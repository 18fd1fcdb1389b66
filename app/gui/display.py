"""Whether there is a screen to open a window on. Qt ends the process when there is none, so ask first."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from app.kernel.errors import RegularsError
from app.kernel.i18n import _

_HEADLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


class NoDisplay(RegularsError):
    """There is no screen, or the system lacks what Qt needs to draw on it."""


def check_display() -> None:
    """Raise `NoDisplay` in one sentence when a window cannot be opened here."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "").startswith(_HEADLESS):
        return
    if _wayland_answers() or _x11_answers(os.environ.get("DISPLAY", "")):
        _check_plugin()
        return
    raise NoDisplay(
        _("There is no screen to open the window on. Commands work without one: see “regulars --help”.")
    )


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(name) and _connects(str(Path(folder, name)))


def _x11_answers(display: str) -> bool:
    host, colon, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not colon or not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 (where X puts it)
        return _connects(path) or _connects("\0" + path)
    try:
        with socket.create_connection((host, 6000 + int(number)), timeout=2):
            return True
    except OSError:
        return False


def _connects(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        try:
            probe.connect(path)
        except OSError:
            return False
    return True


def _check_plugin() -> None:
    """Load Qt's X11 plug-in by hand: a missing system library is then a sentence and not an abort."""
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    from PySide6.QtCore import QLibraryInfo, QPluginLoader

    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    loader = QPluginLoader(str(Path(folder, "platforms", "libqxcb.so")))
    if not loader.load():
        missing = loader.errorString().split(": (")[-1].split(":")[0].strip("() ")
        raise NoDisplay(
            _("The window cannot open: the system library {library} is missing.").format(library=missing)
        )
