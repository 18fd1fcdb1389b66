"""A command line begins anew each time: it too must know how to take back whatever was done."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_KIND = re.compile(r'^@undoes\("([^"]+)"\)', re.MULTILINE)
_SCRIPT = (
    "from app import bootstrap\n"
    "from app.kernel import journal\n"
    "for kind in {kinds!r}:\n"
    "    journal._undoer(kind)\n"
    "print('all')\n"
)


def test_a_program_that_just_began_knows_every_undo() -> None:
    sources = (ROOT / "app").rglob("*.py")
    kinds = sorted({kind for source in sources for kind in _KIND.findall(source.read_text(encoding="utf-8"))})
    assert {"feedback.asked", "feedback.asking", "touchpoint.answered"} <= set(kinds)
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(kinds=kinds)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "all"), done.stderr[-500:]
