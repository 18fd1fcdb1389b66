"""`insights --pictures`: a picture of each question for a script, and why there is none of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image

from app.bootstrap import open_shop
from app.insights.registry import PLOTS
from app.kernel.clock import FixedClock
from tests.unit.cli.conftest import Cli
from tests.unit.insights.fill import busy, fill

Ask = Callable[..., dict[str, Any]]


def test_a_picture_of_each_question(shop_file: Path, ask: Ask, clock: FixedClock, tmp_path: Path) -> None:
    with open_shop(shop_file, clock) as book:
        fill(book, 80, busy(80, date(2026, 11, 22)))
    told = ask("insights", "--pictures", str(tmp_path / "new"), "--months", "6")
    files = [Path(file) for file in told["files"]]
    assert files and len(files) + len(told["missing"]) == len(PLOTS.ids())
    for file in files:
        with Image.open(file) as image:
            assert (image.format, image.width) == ("PNG", 1384)


def test_an_empty_shop_says_why_there_is_none(cli: Cli, ask: Ask, shop_file: Path, tmp_path: Path) -> None:
    told = ask("insights", "--pictures", str(tmp_path / "new"))
    assert told["files"] == [] and {one["plot"] for one in told["missing"]} == set(PLOTS.ids())
    assert all(one["why"] for one in told["missing"])
    assert "0 pictures saved" in cli("insights", "--pictures", str(tmp_path / "new")).out


def test_a_place_that_is_no_folder_is_refused(cli: Cli, shop_file: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    done = cli("insights", "--pictures", str(taken))
    assert done.code == 1 and "taken" in done.err and taken.read_text(encoding="utf-8") == "a file"
