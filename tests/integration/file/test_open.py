"""What is no shop is refused in one sentence and left as it was; what is one opens, whatever happened."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from app.bootstrap import lock_path, open_shop
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.db import driver
from app.kernel.errors import Refused, RegularsError, WorldFault
from app.shop.commands import SaveSetting, save_setting
from app.shop.queries import setting
from app.staff.queries import staff_list


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE shop (id)")
    connection.commit()
    connection.close()


def edited(shop: Path, path: Path, *statements: str) -> None:
    shutil.copy(shop, path)
    connection = driver.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def truncated(shop: Path, path: Path) -> None:
    path.write_bytes(shop.read_bytes()[:20_000])


def scrambled(shop: Path, path: Path) -> None:
    content = bytearray(shop.read_bytes())
    content[100:4096] = os.urandom(3996)
    path.write_bytes(content)


NOT_SHOPS = {
    "missing": (lambda shop, path: None, Refused, "There is no shop at"),
    "folder": (lambda shop, path: path.mkdir(), Refused, "is a folder"),
    "empty": (lambda shop, path: path.write_bytes(b""), Refused, "not a Regulars shop"),
    "text": (lambda shop, path: path.write_text("Dear aunt\n" * 900), RegularsError, "not a Regulars shop"),
    "tiny": (lambda shop, path: path.write_text("x"), RegularsError, "not a Regulars shop"),
    "zeros": (lambda shop, path: path.write_bytes(bytes(8192)), RegularsError, "not a Regulars shop"),
    "foreign": (lambda shop, path: foreign(path), Refused, "not a Regulars shop"),
    "pipe": (lambda shop, path: os.mkfifo(path), Refused, "not a Regulars shop"),
    "newer": (
        lambda shop, path: edited(
            shop, path, "UPDATE alembic_version SET version_num='0777'", "PRAGMA user_version=777"
        ),
        Refused,
        r"newer Regulars.*0777.*0004",
    ),
    "odd": (
        lambda shop, path: edited(shop, path, "UPDATE alembic_version SET version_num='abcd'"),
        Refused,
        "newer Regulars",
    ),
    "unstamped": (
        lambda shop, path: edited(shop, path, "PRAGMA application_id=0"),
        Refused,
        "not a Regulars shop",
    ),
    "unfinished": (
        lambda shop, path: edited(shop, path, "DELETE FROM alembic_version"),
        Refused,
        "not a Regulars",
    ),
    "nameless": (lambda shop, path: edited(shop, path, "DELETE FROM shop"), Refused, "holds no shop"),
    "gutted": (lambda shop, path: edited(shop, path, "DROP TABLE shop"), WorldFault, "damaged"),
    "truncated": (truncated, WorldFault, "damaged"),
    "scrambled": (scrambled, WorldFault, "damaged"),
}


@pytest.mark.parametrize("case", NOT_SHOPS)
def test_what_is_no_shop_is_refused_and_left_alone(case: str, shop_file: Path, tmp_path: Path) -> None:
    make, kind, words = NOT_SHOPS[case]
    path = tmp_path / "case" / "thing.regulars"
    path.parent.mkdir()
    make(shop_file, path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind, match=words) as refusal:
        open_shop(path)
    assert "\n" not in refusal.value.message
    if before is not None:
        assert path.read_bytes() == before
    left = [file.name for file in path.parent.iterdir()]
    assert left in ([], ["thing.regulars"])


def test_a_read_only_file_and_a_read_only_folder_are_named(ordinary_folder: Path) -> None:
    path = ordinary_folder / "shop.regulars"
    open_shop(path).close()
    path.chmod(stat.S_IRUSR)
    with pytest.raises(WorldFault, match=r"is read-only\. Copy it"):
        open_shop(path)
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    ordinary_folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(WorldFault, match=r"The folder .* is read-only"):
        open_shop(path)
    ordinary_folder.chmod(stat.S_IRWXU)
    path.chmod(0)
    with pytest.raises(WorldFault, match="may not be read"):
        open_shop(path)
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    open_shop(path).close()


def test_a_shop_opens_through_a_link_and_odd_names(
    shop_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    odd = tmp_path / "Ladén #1?mode=ro&x=%41 …"
    odd.mkdir()
    path = odd / "my shop"
    shutil.copy(shop_file, path)
    link = tmp_path / "link"
    link.symlink_to(path)
    with open_shop(link, clock) as book:
        book.do(save_setting, SaveSetting("k", 1))
    with open_shop(path, clock) as book:
        assert book.ask(setting, "k") == 1
    assert lock_path(link) == lock_path(path)
    assert lock_path(path).parent == odd


def test_a_shop_deleted_while_closed_is_missed_not_made_anew(shop_file: Path) -> None:
    shop_file.unlink()
    with pytest.raises(Refused, match="There is no shop"):
        open_shop(shop_file)
    assert not shop_file.exists()


def test_closing_leaves_one_file(book: Book) -> None:
    book.do(save_setting, SaveSetting("k", 1))
    assert book.path.with_name("shop.regulars-wal").exists()
    book.close()
    assert [path.name for path in book.path.parent.iterdir()] == ["shop.regulars"]


def test_opening_again_in_one_process_keeps_the_first_ones_locks(book: Book, script) -> None:
    """Any `open()` and `close()` of the live file in this process would drop the locks of the open book."""
    book.ask(staff_list)
    open_shop(book.path).close()
    other = script(
        "import sys; from app.kernel.db import driver; from pathlib import Path\n"
        "c = driver.connect(Path(sys.argv[1]), timeout=0.1)\n"
        "c.execute('PRAGMA locking_mode=EXCLUSIVE').fetchall()\n"
        "try: c.execute('BEGIN IMMEDIATE'); print('alone')\n"
        "except driver.OperationalError as e: print('not alone')\n",
        book.path,
    )
    assert other.communicate(timeout=60)[0].strip() == "not alone"


@pytest.mark.parametrize("leftover", ["-journal", "-shm"])
def test_a_stray_file_beside_it_does_no_harm(leftover: str, shop_file: Path) -> None:
    shop_file.with_name(shop_file.name + leftover).write_bytes(b"stray" * 100)
    with open_shop(shop_file) as book:
        assert len(book.ask(staff_list)) == 1


def test_an_idle_shop_opened_twice_by_two_books(shop_file: Path, clock: FixedClock) -> None:
    with open_shop(shop_file, clock) as one, open_shop(shop_file, clock) as two:
        one.do(save_setting, SaveSetting("k", 1))
        two.do(save_setting, SaveSetting("k", 2))
        assert one.ask(setting, "k") == 2
