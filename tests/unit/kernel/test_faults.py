"""What the machine does wrong is said plainly; what we do wrong is not hidden."""

from __future__ import annotations

import errno
import json
import shutil
from collections import namedtuple
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.bootstrap import open_shop
from app.kernel.book import Book
from app.kernel.db import driver
from app.kernel.db.faults import faults_in_words, world_fault
from app.kernel.errors import RegularsError, WorldFault
from app.kernel.unit import Unit
from app.loyalty.models import ProgrammeVersion
from app.shop.commands import SaveSetting, save_setting
from app.shop.queries import setting


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (driver.OperationalError("database or disk is full"), "disk is full"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "disk is full"),
        (driver.OperationalError("attempt to write a readonly database"), "read-only"),
        (OSError(errno.EROFS, "Read-only file system"), "read-only"),
        (PermissionError(errno.EACCES, "Permission denied"), "read-only"),
        (driver.OperationalError("database is locked"), "Another program is writing"),
        (driver.OperationalError("database table is locked"), "Another program is writing"),
        (driver.DatabaseError("database disk image is malformed"), "damaged"),
        (driver.DatabaseError("file is not a database"), "not a Regulars shop"),
        (driver.OperationalError("disk I/O error"), "did not answer"),
        (driver.OperationalError("unable to open database file"), "cannot be opened"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "too long"),
    ],
)
def test_the_worlds_faults_in_words(error: Exception, words: str) -> None:
    wrapped = OperationalError("INSERT", {}, error)
    for raised in (error, wrapped):
        fault = world_fault(raised)
        assert fault is not None
        assert words in fault.message
        assert "sqlite" not in fault.message.lower() and "database" not in fault.message.lower()


@pytest.mark.parametrize(
    "error",
    [
        driver.OperationalError("no such column: colour"),
        driver.IntegrityError("UNIQUE constraint failed: busy.locked"),
        ValueError("database is locked"),
        FileNotFoundError(errno.ENOENT, "No such file"),
    ],
)
def test_our_own_defects_pass_unchanged(error: Exception) -> None:
    assert world_fault(error) is None
    with pytest.raises(type(error)), faults_in_words():
        raise error


Usage = namedtuple("Usage", "total used free")


def test_a_disk_without_room_is_full_though_it_only_says_that_it_failed(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = driver.OperationalError("disk I/O error")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**9, 10**9, 4096))
    with pytest.raises(WorldFault, match="disk is full"), faults_in_words(book.path):
        raise error
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**9, 0, 10**9))
    with pytest.raises(WorldFault, match="did not answer"), faults_in_words(book.path):
        raise error


def test_text_in_the_file_that_is_no_text_is_damage(book: Book) -> None:
    with book.engines.writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO setting (key, value) VALUES ('k', CAST(x'22ff22' AS TEXT))")
    with pytest.raises(WorldFault, match="damaged"):
        book.ask(setting, "k")


@pytest.mark.parametrize("value", ["'2026-11-\"2'", "'never'", "7", "x'ff'"])
def test_a_day_in_the_file_that_is_no_day_is_damage(book: Book, value: str) -> None:
    with book.engines.writer.begin() as connection:
        connection.exec_driver_sql(f"UPDATE programme_version SET starts_on = {value}")
    with pytest.raises(WorldFault, match="damaged"):
        book.ask(lambda view: view.session.scalars(select(ProgrammeVersion.starts_on)).all())


def test_a_value_we_cannot_make_anything_of_is_a_defect_of_ours(book: Book) -> None:
    with pytest.raises(ValueError, match="isoformat"):
        book.ask(lambda view: date.fromisoformat("never"))


def test_a_schema_that_is_no_text_is_damage(shop_file: Path) -> None:
    whole = shop_file.read_bytes()
    shop_file.write_bytes(
        whole.replace(b"CREATE TRIGGER guard_lot_update", b"CREATE TRI\xffGER guard_lot_update")
    )
    with pytest.raises(WorldFault, match="damaged"):
        open_shop(shop_file)


def test_text_of_another_file_is_not(book: Book, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(b'"\xff"')
    with pytest.raises(UnicodeDecodeError):
        book.ask(lambda view: json.loads(other.read_text(encoding="utf-8")))


def test_a_full_disk_loses_nothing_and_room_mends_it(book: Book) -> None:
    book.do(save_setting, SaveSetting("before", "kept"))
    with book.engines.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(WorldFault, match="disk is full"):
        book.do(save_setting, SaveSetting("large", "x" * 1_000_000))
    assert book.ask(setting, "before") == "kept"
    assert book.ask(setting, "large") is None
    with book.engines.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    book.do(save_setting, SaveSetting("large", "x" * 1_000_000))
    assert len(book.ask(setting, "large")) == 1_000_000


def test_the_ledgers_guards_hold_against_replace(book: Book) -> None:
    """The guard is the file's own; nobody needs to go through the program to meet it."""

    def forge(unit: Unit, cmd: SaveSetting) -> None:
        run = unit.session.connection().exec_driver_sql
        run(
            "INSERT INTO customer (id, name, sort_name, favourite, alert, notes, language, channel,"
            " joined_on, created_at, version) "
            "VALUES (1, 'A', 'a', '', '', '', '', '', '2026-01-01', '2026-01-01', 1)"
        )
        run("INSERT INTO account VALUES (1, 1, 'points', 5, 0, 1, 'h', '2026-01-01', NULL)")
        entry = (
            " INTO entry (id, account_id, sequence, kind, points, balance, business_date, at, till, detail,"
            " reason_digest, lots, previous_hash, hash) VALUES (1, 1, 1, 'earn', {points}, 5, '2026-01-01',"
            " '2026-01-01', '', '', '', '', '', 'h')"
        )
        run("INSERT" + entry.format(points=5))
        run(cmd.key.replace(" INTO entry", entry.format(points=500)))

    for attack in (
        "INSERT OR REPLACE INTO entry",
        "UPDATE entry SET points = 500",
        "DELETE FROM entry",
        "UPDATE OR REPLACE entry SET points = 500",
    ):
        with pytest.raises(Exception, match="append-only") as caught:
            book.do(forge, SaveSetting(attack, None))
        assert not isinstance(caught.value, RegularsError)


def test_an_old_sqlite_is_refused() -> None:
    driver.assert_driver()
    with pytest.raises(WorldFault, match=r"3\.40\.1.*3\.51\.3"):
        driver.assert_driver((3, 40, 1))


def test_a_setting_that_does_not_take_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = driver.connect_memory()  # memory knows no write-ahead log
    try:
        with pytest.raises(WorldFault, match="safe writing"):
            driver.prepare_connection(connection)
    finally:
        connection.close()
