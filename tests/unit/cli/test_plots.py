"""`insights --plots` and `--csv`: what the Insights page answers, for scripts and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import open_shop
from app.insights.plot import Asked
from app.insights.registry import PLOTS
from app.kernel.clock import FixedClock
from tests.unit.cli.conftest import Cli
from tests.unit.insights.fill import busy, fill

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def busy_shop(shop_file: Path, clock: FixedClock) -> Path:
    with open_shop(shop_file, clock) as book:
        fill(book, 80, busy(80, date(2026, 11, 22)))
    return shop_file


def test_plots_are_told_where_they_are_asked_for(busy_shop: Path, ask: Ask, clock: FixedClock) -> None:
    assert "plots" not in ask("insights")
    told = ask("insights", "--plots", "--months", "6")["plots"]
    with open_shop(busy_shop, clock) as book:
        found = book.ask(lambda view: [plot.gather(view, Asked(6)) for plot in PLOTS])
    assert [one["id"] for one in told] == list(PLOTS.ids())
    for one, data in zip(told, found, strict=True):
        assert (one["title"], one["how"], one["missing"]) == (data.title, data.how, data.missing)
        assert one["sentence"] == "".join(span.text for span in data.sentence)
        assert len(one["rows"]) == len(data.rows)
        assert all(len(row) == len(one["columns"]) for row in one["rows"])
    returning = next(one for one in told if one["id"] == "returning")
    assert returning["rows"][0][:2] == ["2026-05", next(iter(found[0].rows))[1]]
    standing = next(one for one in told if one["id"] == "standing")
    assert all("." in row[3] for row in standing["rows"]), "money is a decimal string"


def test_a_file_for_each_plot_that_has_numbers(busy_shop: Path, cli: Cli, ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "plots"
    told = ask("insights", "--csv", str(folder))
    assert sorted(told["files"]) == sorted(path.name for path in folder.iterdir())
    assert told["files"] == [f"{one['id']}.csv" for one in told["plots"] if one["rows"]] != []
    assert "points.csv" not in told["files"], "no points were given in this shop"
    words = cli("insights", "--csv", str(folder))
    assert f"{len(told['files'])} files written" in words.out.replace("\n", " ")
    assert not [path for path in folder.iterdir() if path.suffix != ".csv"]


def test_files_go_neither_over_a_file_nor_over_the_shop(busy_shop: Path, cli: Cli, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("kept", "utf-8")
    for place in (busy_shop, other):
        refused = cli("insights", "--csv", str(place))
        assert refused.code == 1 and len(refused.err.strip().splitlines()) == 1
    assert other.read_text("utf-8") == "kept"
    assert cli("insights", "--months", "0").code == 2
