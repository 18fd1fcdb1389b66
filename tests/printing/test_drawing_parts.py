"""Processes that draw for a program: they end with it, however it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app.kernel.paths import project_folder

PROGRAM = """
import multiprocessing, threading
from app.printing import drawing_parts

def wait():
    drawing_parts.end_with_parent()
    print("drawing", flush=True)
    threading.Event().wait(60)

if __name__ == "__main__":
    multiprocessing.get_context("spawn").Process(target=wait).start()
    threading.Event().wait(60)
"""


def test_a_process_that_draws_ends_when_its_program_is_killed(tmp_path: Path) -> None:
    """Both write to one pipe: it ends when the last of them has."""
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, "utf-8")
    surroundings = {**os.environ, "PYTHONPATH": str(project_folder())}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=surroundings) as program:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == b"drawing"
        program.kill()
        assert program.communicate(timeout=10) == (b"", None)
