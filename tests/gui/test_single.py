"""One window a shop: the second start gets no seat, and its knock is heard."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.gui.single import Seat
from app.kernel.errors import WorldFault


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "Kettle & Quill.regulars"
    path.write_bytes(b"x")
    return path


def test_there_is_one_seat_and_a_knock_is_heard(shop, tmp_path, qtbot) -> None:
    first = Seat(shop)
    assert first.take()
    first.listen()
    linked = tmp_path / "link.regulars"
    linked.symlink_to(shop)
    second = Seat(linked)
    assert not second.take()
    with qtbot.waitSignal(first.knocked):
        assert second.knock()
    first.release()
    assert second.take()
    second.release()


def test_nobody_answers_a_knock_when_nobody_listens(shop) -> None:
    first = Seat(shop)
    assert first.take()
    assert not Seat(shop).knock()
    assert "open in another window" in str(Seat(shop).refusal())
    first.release()


def test_the_seat_of_a_window_that_died_is_free(shop) -> None:
    code = "import sys,os; from pathlib import Path; from app.gui.single import Seat\n"
    code += "seat = Seat(Path(sys.argv[1])); assert seat.take(); os._exit(9)"
    died = subprocess.run([sys.executable, "-c", code, str(shop)], check=False, timeout=60)
    assert died.returncode == 9
    seat = Seat(shop)
    assert seat.take()
    seat.listen()
    seat.release()


def test_a_folder_nobody_may_write_in_is_said(tmp_path) -> None:
    seat = Seat(tmp_path / "nowhere" / "shop.regulars")
    with pytest.raises(WorldFault, match="cannot be written"):
        seat.take()


def test_no_lock_is_left_behind(shop) -> None:
    seat = Seat(shop)
    assert seat.take()
    beside = set(shop.parent.iterdir())
    assert len(beside) == 2
    seat.release()
    assert set(shop.parent.iterdir()) == {shop}
