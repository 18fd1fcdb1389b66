"""Without a screen there is one clear error, and no abort from Qt."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from app.gui.display import NoDisplay, check_display


@pytest.fixture(autouse=True)
def on_linux(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("display", ["", ":4711", "nonsense", ":x", "localhost:4711"])
def test_no_screen_is_said(monkeypatch, display: str) -> None:
    monkeypatch.setenv("DISPLAY", display)
    with pytest.raises(NoDisplay, match="no screen"):
        check_display()


def test_off_screen_needs_none(monkeypatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    check_display()


def test_a_wayland_socket_that_answers_is_a_screen(monkeypatch, tmp_path) -> None:
    path = tmp_path / "wayland-9"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", path.name)
    with pytest.raises(NoDisplay):
        check_display()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        server.listen()
        check_display()


def test_the_process_survives_to_say_so() -> None:
    bare = {key: value for key, value in os.environ.items() if key not in ("QT_QPA_PLATFORM", "DISPLAY")}
    code = """
from app.gui.app import NoDisplay, make_application
try:
    make_application()
except NoDisplay as refusal:
    print(refusal)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=bare, check=False)
    assert done.returncode == 0
    assert "no screen" in done.stdout
    assert done.stderr == ""
