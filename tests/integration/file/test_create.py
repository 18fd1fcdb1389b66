"""A new shop is whole or not there at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import create_shop, open_shop
from app.kernel.clock import FixedClock, LocalFixedClock, clock_from
from app.kernel.db import driver
from app.kernel.errors import Refused, RegularsError, WorldFault
from app.shop.commands import InitShop
from app.shop.queries import shop_profile
from app.staff.queries import staff_list

KETTLE = InitShop(name="Kettle & Quill", template="bookshop")


def test_a_new_shop_has_a_profile_an_owner_and_is_one_file(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "Käse & Co #1 100%?.regulars"
    assert create_shop(path, KETTLE, clock).shop == "Kettle & Quill"
    assert [file.name for file in tmp_path.iterdir() if file.name != "home"] == [path.name]
    with open_shop(path, clock) as book:
        assert book.ask(shop_profile).locale == "de_DE"
        assert [(row.name, row.role) for row in book.ask(staff_list)] == [("Owner", "owner")]
        assert book.context.currency == "EUR"


def test_an_existing_file_is_never_touched(tmp_path: Path) -> None:
    for path in (tmp_path / "letter.txt", tmp_path / "folder"):
        path.mkdir() if path.suffix == "" else path.write_text("Dear aunt")
        with pytest.raises(Refused, match="already is a file"):
            create_shop(path, KETTLE)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Refused, match="already is a file"):
        create_shop(tmp_path / "dangling", KETTLE)
    assert (tmp_path / "letter.txt").read_text() == "Dear aunt"


def test_a_name_taken_at_the_last_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.regulars"
    real = bootstrap.place_new

    def meanwhile(finished: Path, target: Path) -> None:
        target.write_text("somebody was faster")
        real(finished, target)

    monkeypatch.setattr(bootstrap, "place_new", meanwhile)
    with pytest.raises(Refused, match="already is a file"):
        create_shop(path, KETTLE)
    assert path.read_text() == "somebody was faster"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_without_hard_links_does_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_paths: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("app.kernel.db.place.os.link", no_links)
    create_shop(tmp_path / "shop.regulars", KETTLE)
    open_shop(tmp_path / "shop.regulars").close()
    with pytest.raises(Refused, match="already is a file"):
        create_shop(tmp_path / "shop.regulars", KETTLE)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (InitShop(name=""), "name"),
        (InitShop(name="\u200b"), "name"),
        (InitShop(name="x" * 10_000), "name"),
        (InitShop(name="K", currency="XYZ"), "currency"),
        (InitShop(name="K", country="Germany"), "country"),
        (InitShop(name="K", timezone="Mars/Base"), "timezone"),
        (InitShop(name="K", template="circus"), "template"),
        (InitShop(name="K", locale="tlh_QQ"), "locale"),
    ],
)
def test_a_profile_that_means_nothing_leaves_nothing_behind(
    wrong: InitShop, field: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refusal:
        create_shop(tmp_path / "shop.regulars", wrong)
    assert refusal.value.field == field
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no folder"):
        create_shop(tmp_path / "gone" / "shop.regulars", KETTLE)
    (tmp_path / "file").write_text("")
    with pytest.raises(RegularsError):
        create_shop(tmp_path / "file" / "shop.regulars", KETTLE)


def test_a_read_only_folder_is_named(ordinary_folder: Path) -> None:
    ordinary_folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(WorldFault, match="is read-only"):
        create_shop(ordinary_folder / "new.regulars", KETTLE)
    assert [path.name for path in ordinary_folder.iterdir()] == ["shop.regulars"]


@pytest.mark.parametrize("pages", [3, 30, 60])
def test_a_full_disk_leaves_nothing_behind(
    pages: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "CONNECTION_PRAGMAS", (*driver.CONNECTION_PRAGMAS, ("max_page_count", pages)))
    with pytest.raises(WorldFault, match="disk is full"):
        create_shop(tmp_path / "shop.regulars", KETTLE)
    assert list(tmp_path.iterdir()) == []


def test_a_name_no_disk_takes_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(WorldFault, match="too long"):
        create_shop(tmp_path / ("x" * 300), KETTLE)
    assert list(tmp_path.iterdir()) == []


def test_the_log_of_another_shop_beside_it_is_not_swallowed(tmp_path: Path) -> None:
    leftover = tmp_path / "shop.regulars-wal"
    leftover.write_bytes(b"sales of last year")
    with pytest.raises(Refused, match=r"shop\.regulars-wal"):
        create_shop(tmp_path / "shop.regulars", KETTLE)
    assert leftover.read_bytes() == b"sales of last year"


def test_the_trial_clock_reads_the_new_shops_zone(tmp_path: Path) -> None:
    clock = clock_from("2026-11-22T00:30")
    assert isinstance(clock, LocalFixedClock)
    tokyo = InitShop(name="T", country="JP", currency="JPY", timezone="Asia/Tokyo")
    create_shop(tmp_path / "shop.regulars", tokyo, clock)
    with open_shop(tmp_path / "shop.regulars", clock_from("2026-11-22T00:30")) as book:
        assert book.ask(lambda view: view.today.isoformat()) == "2026-11-22"


def test_killed_half_way_leaves_no_shop(tmp_path: Path, script) -> None:
    source = """
import os, signal, sys
from pathlib import Path
from app import bootstrap
from app.shop.commands import InitShop
bootstrap.place_new = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)
bootstrap.create_shop(Path(sys.argv[1]), InitShop(name="K"))
"""
    process = script(source, tmp_path / "shop.regulars")
    process.communicate(timeout=60)
    assert process.returncode == -9
    assert not (tmp_path / "shop.regulars").exists()
    create_shop(tmp_path / "shop.regulars", KETTLE)
    open_shop(tmp_path / "shop.regulars").close()
