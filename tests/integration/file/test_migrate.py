"""A shop of an older Regulars is brought up to date, or is left exactly as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.kernel.book import Book
from app.kernel.db import driver, migrate
from app.kernel.db.fingerprint import expected_objects, schema_differences, schema_objects
from app.kernel.db.schema import HEAD, SHIPPED, Revisions, read_stamp
from app.kernel.errors import Refused, RegularsError, WorldFault
from app.kernel.progress import Cancelled, Progress
from app.shop.commands import SaveSetting, save_setting
from tests.integration.file.conftest import dump

TODAY = date(2026, 11, 22)
NEXT = f"{int(HEAD) + 1:04}"
AFTER = f"{int(HEAD) + 2:04}"
BACKUP = f"shop before {NEXT} 2026-11-22.regulars"

GOOD = """
    with op.batch_alter_table("staff") as batch:
        batch.add_column(sa.Column("colour", sa.String(20), nullable=False, server_default=""))
    op.create_table("colour", sa.Column("id", sa.Integer()), sa.PrimaryKeyConstraint("id", name="pk_colour"))
"""
REBUILD_ENTRY = """
    with op.batch_alter_table("entry", recreate="always") as batch:
        batch.add_column(sa.Column("note", sa.String(20)))
"""
BAD = {
    "fails half way": GOOD + "    op.execute('SELECT * FROM nowhere')\n",
    "raises": GOOD + "    raise RuntimeError('no')\n",
    "loses rows": "    op.execute('DELETE FROM setting WHERE key = \"b\"')\n",
    "loses a table": "    op.drop_table('setting')\n",
    "loses a column": "    with op.batch_alter_table('staff') as batch:\n        batch.drop_column('role')\n",
    "mangles numbers": "    op.execute('UPDATE account SET balance = balance + 1')\n",
    "mangles days": "    op.execute(\"UPDATE customer SET joined_on = '2026-01-02'\")\n",
    "truncates text": "    op.execute('UPDATE setting SET value = substr(value, 1, 1)')\n",
    "drops a guard": "    op.execute('DROP TRIGGER guard_entry_update')\n",
    "drops guards by rebuilding": REBUILD_ENTRY,
    "breaks a reference": "    op.execute('UPDATE account SET customer_id = 99')\n",
    "makes something else here": "    if op.get_bind().exec_driver_sql('SELECT 1 FROM shop').scalar():\n"
    "        op.execute('CREATE TABLE odd (id)')\n",
}  # fmt: skip


def revision(upgrade: str, extra: str = "", number: int = int(HEAD) + 1) -> str:
    return (
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = '{number:04}', '{number - 1:04}'\n{extra}\ndef upgrade():\n{upgrade}"
    )


@pytest.fixture
def revisions(tmp_path: Path) -> Callable[..., Revisions]:
    """The shipped revisions and made-up ones after them."""

    def make(*sources: str) -> Revisions:
        folder = tmp_path / "100% made up" / "revisions"
        shutil.copytree(SHIPPED.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
        for number, source in enumerate(sources, int(HEAD) + 1):
            (folder / "versions" / f"{number:04}_made_up.py").write_text(source)
        return Revisions(folder, f"{int(HEAD) + len(sources):04}")

    return make


@pytest.fixture
def shop(book: Book, tmp_path: Path) -> Path:
    """A closed shop with something in it."""
    for key in "abc":
        book.do(save_setting, SaveSetting(key, f"value of {key}"))

    def fill(unit, cmd) -> None:
        run = unit.session.connection().exec_driver_sql
        run(
            "INSERT INTO customer (id, name, sort_name, favourite, alert, notes, language, channel, "
            "joined_on, created_at, version) "
            "VALUES (1, 'A', 'a', '', '', '', '', '', '2026-01-01', '2026-01-01', 1)"
        )
        run("INSERT INTO account VALUES (1, 1, 'points', 5, 0, 0, '', NULL, NULL)")

    book.do(fill, None)
    book.close()
    return book.path


def stamp(path: Path) -> str | None:
    connection = driver.connect(path)
    try:
        return read_stamp(connection).revision
    finally:
        connection.close()


def files(shop: Path) -> list[str]:
    return sorted(path.name for path in shop.parent.iterdir() if path.is_file())


def test_a_good_migration_keeps_all_and_the_old_file(shop: Path, revisions) -> None:
    chain = revisions(revision(GOOD))
    before = dump(shop)
    shop.chmod(0o640)
    told: list[tuple[int, int | None, str]] = []

    backup = migrate.migrate(shop, TODAY, chain, Progress(lambda *word: told.append(word)))

    assert backup == shop.with_name(BACKUP)
    assert dump(backup) == before
    assert stamp(shop) == NEXT
    assert files(shop) == [BACKUP, "shop.regulars"]
    assert shop.stat().st_mode & 0o777 == 0o640
    assert set(dump(shop)) > {line for line in before if "setting" in line or "customer" in line}
    assert [word[2] for word in told][:2] == ["Checking the shop's file", "Keeping a copy"]
    assert told[-1][:2] == (5, 5)
    connection = driver.connect(shop)
    assert schema_differences(schema_objects(connection), expected_objects(chain)) == []
    assert connection.execute("PRAGMA user_version").fetchone() == (int(NEXT),)
    connection.close()
    assert migrate.migrate(shop, TODAY, chain) is None  # and again: nothing to do
    assert files(shop) == [BACKUP, "shop.regulars"]


@pytest.mark.parametrize("case", BAD)
def test_a_bad_migration_changes_not_a_byte(
    case: str, shop: Path, revisions, caplog: pytest.LogCaptureFixture
) -> None:
    content = shop.read_bytes()
    with pytest.raises(RegularsError, match="could not be brought up to date") as refusal:
        migrate.migrate(shop, TODAY, revisions(revision(BAD[case])))
    assert "it is as it was" in refusal.value.message
    assert shop.read_bytes() == content
    assert files(shop) == ["shop.regulars"]
    assert caplog.records
    caplog.clear()


@pytest.mark.parametrize(
    ("upgrade", "extra"),
    [
        (BAD["loses a table"], "removes = ('setting',)"),
        (BAD["mangles numbers"], "recounts = ('account',)"),
        (BAD["drops a guard"], "removes = ('guard_entry_update',)"),
    ],
)
def test_what_a_revision_says_it_means_is_let_through(
    upgrade: str, extra: str, shop: Path, revisions
) -> None:
    assert migrate.migrate(shop, TODAY, revisions(revision(upgrade, extra)))
    assert stamp(shop) == NEXT


def test_several_revisions_at_once(shop: Path, revisions) -> None:
    third = revision("    op.create_table('third', sa.Column('id', sa.Integer()))\n", number=int(AFTER))
    backup = migrate.migrate(shop, TODAY, revisions(revision(GOOD), third))
    assert backup and f"before {AFTER}" in backup.name
    assert stamp(shop) == AFTER


def test_a_second_backup_of_the_day_gets_a_number(shop: Path, revisions) -> None:
    shop.with_name(BACKUP).write_text("kept")
    assert migrate.migrate(shop, TODAY, revisions(revision(GOOD))) == shop.with_name(
        f"shop before {NEXT} 2026-11-22 (2).regulars"
    )
    assert shop.with_name(BACKUP).read_text() == "kept"


def test_a_shop_left_by_a_crash_brings_its_log_along(shop: Path, revisions, script) -> None:
    crash = script(
        "import os, signal, sys\nfrom pathlib import Path\nfrom app.bootstrap import open_shop\n"
        "from app.shop.commands import SaveSetting, save_setting\nbook = open_shop(Path(sys.argv[1]))\n"
        "book.do(save_setting, SaveSetting('last', 'words'))\nos.kill(os.getpid(), signal.SIGKILL)\n",
        shop,
    )
    crash.communicate(timeout=60)
    assert shop.with_name("shop.regulars-wal").stat().st_size > 0
    migrate.migrate(shop, TODAY, revisions(revision(GOOD)))
    assert stamp(shop) == NEXT
    assert any("last" in line and "words" in line for line in dump(shop))
    assert files(shop) == [BACKUP, "shop.regulars"]


def test_a_shop_somebody_has_open_is_not_touched(
    shop: Path, revisions, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = revisions(revision(GOOD))
    monkeypatch.setattr(driver.connect, "__kwdefaults__", {"create": False, "timeout": 0.2})
    other = driver.connect(shop)
    driver.prepare_connection(other)
    other.execute("SELECT count(*) FROM shop").fetchone()
    with pytest.raises(WorldFault, match="another window or program has it open"):
        migrate.migrate(shop, TODAY, chain)
    assert stamp(shop) == HEAD
    other.close()
    assert migrate.migrate(shop, TODAY, chain)


def test_a_damaged_shop_is_not_migrated(shop: Path, revisions) -> None:
    connection = driver.connect(shop)
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("DELETE FROM sqlite_master WHERE name = 'ix_customer_sort_name'")
    connection.close()
    content = shop.read_bytes()
    with pytest.raises(WorldFault, match="is damaged"):
        migrate.migrate(shop, TODAY, revisions(revision(GOOD)))
    assert shop.read_bytes() == content
    assert files(shop) == ["shop.regulars"]


def test_a_disk_without_room_is_told_before_anything(
    shop: Path, revisions, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(shop.parent)._replace(free=1000)
    monkeypatch.setattr(migrate.shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(WorldFault, match="2 MB must be free"):
        migrate.migrate(shop, TODAY, revisions(revision(GOOD)))
    assert files(shop) == ["shop.regulars"]


@pytest.mark.parametrize("stop_at", range(1, 5))
def test_it_can_be_stopped_at_any_step(stop_at: int, shop: Path, revisions) -> None:
    content = shop.read_bytes()
    progress = Progress()
    progress._teller = lambda done, total, words: progress.cancel() if done == stop_at - 1 else None
    with pytest.raises(Cancelled):
        migrate.migrate(shop, TODAY, revisions(revision(GOOD)), progress)
    assert shop.read_bytes() == content
    assert files(shop) == ["shop.regulars"]


STEPS = [
    "_check_room",
    "check_whole",
    "_copy",
    "_upgrade_copy",
    "_compare",
    "_keep_backup",
    "_swap",
    "sync_folder",
]
KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from app.kernel.db import migrate, place
from app.kernel.db.schema import Revisions
step, after = sys.argv[3], sys.argv[4] == "after"
real = getattr(migrate, step)
def deadly(*args):
    if after:
        real(*args)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(migrate, step, deadly)
migrate.migrate(Path(sys.argv[1]), date(2026, 11, 22), Revisions(Path(sys.argv[2]), sys.argv[5]))
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_power_cut_leaves_the_old_or_the_new_and_the_next_try_ends_it(
    step: str, when: str, shop: Path, revisions, script
) -> None:
    chain = revisions(revision(GOOD))
    before = dump(shop)
    killed = script(KILLED, shop, chain.folder, step, when, NEXT)
    said = killed.communicate(timeout=60)[0]
    assert killed.returncode == -9, said

    if stamp(shop) == HEAD:
        assert dump(shop) == before
    else:
        assert step in ("_swap", "sync_folder")
    migrate.migrate(shop, TODAY, chain)
    assert stamp(shop) == NEXT
    assert {line for line in before if line.startswith("('setting'")} <= set(dump(shop))
    backups = [name for name in files(shop) if name.startswith("shop before")]
    assert backups
    assert all(dump(shop.with_name(name)) == before for name in backups)
    if stamp(shop) == NEXT and step != "sync_folder":
        assert not [name for name in files(shop) if name.endswith((".migrating", ".backup"))]


def test_who_waited_with_the_old_file_in_hand_cannot_write_to_it(shop: Path, revisions) -> None:
    """A program that opened the file just before the swap must not sell into a file that is gone."""
    late = driver.connect(shop)
    migrate.migrate(shop, TODAY, revisions(revision(GOOD)))
    with pytest.raises(driver.OperationalError, match="readonly"):
        driver.prepare_connection(late)
    late.close()
    assert stamp(shop) == NEXT
    assert files(shop) == [BACKUP, "shop.regulars"]


def test_opening_an_old_shop_migrates_it(shop: Path, revisions, monkeypatch: pytest.MonkeyPatch) -> None:
    from app import bootstrap

    chain = revisions(revision(GOOD))
    monkeypatch.setattr(bootstrap, "HEAD", NEXT)
    monkeypatch.setattr(migrate.migrate, "__defaults__", (chain, None))
    monkeypatch.setattr(bootstrap.inspect, "__defaults__", (chain, ()))
    with bootstrap.open_shop(shop) as book:
        assert book.ask(lambda view: view.context.name) == "Kettle & Quill"
    assert stamp(shop) == NEXT


def test_a_program_of_before_refuses_the_new_file(shop: Path, revisions) -> None:
    migrate.migrate(shop, TODAY, revisions(revision(GOOD)))
    from app.bootstrap import open_shop

    with pytest.raises(Refused, match=rf"newer Regulars.*{NEXT}"):
        open_shop(shop)
