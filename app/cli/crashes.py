"""A fault of ours on the command line: one line for the person, the rest in a file they can send."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC
from pathlib import Path

from app import __version__
from app.kernel.clock import SystemClock
from app.kernel.i18n import _
from app.kernel.paths import data_folder

DEBUG_VARIABLE = "REGULARS_DEBUG"
"""Set to anything, the traceback also goes to stderr."""


def report_crash(error: BaseException) -> str:
    """Keep the report and return the line that tells of it. Never fails."""
    report = report_of(error)
    if os.environ.get(DEBUG_VARIABLE):
        sys.stderr.write(report)
    try:
        kept = _keep(report)
    except OSError:
        return _(
            "Something went wrong in Regulars; what was saved before is safe. Set {variable}=1 to see why."
        ).format(variable=DEBUG_VARIABLE)
    return _(
        "Something went wrong in Regulars; what was saved before is safe. A report is in {file}."
    ).format(file=kept)


def report_of(error: BaseException) -> str:
    """Versions and traceback. It holds no values of variables."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    system = f"{platform.system()} {platform.release()}"
    return f"Regulars {__version__}, Python {platform.python_version()}, {system}\n\n" + "".join(lines)


def _keep(report: str) -> Path:
    folder = data_folder() / "crashes"
    folder.mkdir(parents=True, exist_ok=True)
    moment = SystemClock().now().astimezone(UTC)
    file = folder / f"{moment:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    file.write_text(report, encoding="utf-8", errors="backslashreplace")
    return file
