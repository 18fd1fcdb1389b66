"""The list of recent shops is a help, never a hindrance."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.shop.recent import MOST, forget, recent, recent_file, remember_opened

NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


def test_the_latest_is_first_and_each_is_there_once(tmp_path: Path) -> None:
    here = tmp_path / "here.regulars"
    here.write_text("a shop")
    remember_opened(here, "Here", NOON)
    remember_opened(tmp_path / "gone.regulars", "Gone", NOON + timedelta(minutes=1))
    assert [(shop.name, shop.missing) for shop in recent()] == [("Gone", True), ("Here", False)]
    remember_opened(here, "Here & now", NOON + timedelta(minutes=2))
    assert [shop.name for shop in recent()] == ["Here & now", "Gone"]
    assert recent()[0].opened_at == NOON + timedelta(minutes=2)
    forget(here)
    assert [shop.name for shop in recent()] == ["Gone"]
    assert here.exists()


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    for number in range(MOST + 5):
        remember_opened(tmp_path / f"{number}.regulars", f"Shop {number}", NOON)
    assert len(recent()) == MOST
    assert recent()[0].name == f"Shop {MOST + 4}"


GOOD = {"path": "/shops/a.regulars", "name": "A", "opened_at": "2026-11-22T11:00:00+00:00"}


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"", []),
        (b"{", []),
        (b"\xff\xfe", []),
        (b"7", []),
        (b"[" * 100_000, []),
        (json.dumps([GOOD, 7, None, {}, {**GOOD, "opened_at": "noon"}, {**GOOD, "path": 5}]).encode(), ["A"]),
        (json.dumps([{**GOOD, "path": "a\x00b"}]).encode(), ["A"]),
        (json.dumps([{**GOOD, "path": "x" * 5000}]).encode(), ["A"]),
    ],
)
def test_a_bad_list_is_read_as_far_as_it_makes_sense(
    content: bytes, names: list[str], tmp_path: Path
) -> None:
    recent_file().parent.mkdir(parents=True)
    recent_file().write_bytes(content)
    assert [shop.name for shop in recent()] == names
    assert all(shop.missing for shop in recent())
    remember_opened(tmp_path / "b.regulars", "B", NOON)
    assert recent()[0].name == "B"


def test_a_home_that_cannot_be_written_only_costs_the_list(home: Path, tmp_path: Path) -> None:
    home.write_text("a file where the folder should be")
    remember_opened(tmp_path / "b.regulars", "B", NOON)
    assert recent() == []
    assert home.read_text() == "a file where the folder should be"
