"""Two programs on one file: both succeed or one is told to wait; a kill loses nothing acknowledged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.kernel.db import driver, engine
from app.kernel.db.shopfile import file_problems
from app.kernel.errors import WorldFault
from app.shop.commands import SaveSetting, save_setting
from app.shop.queries import setting
from app.staff.commands import AddStaff, add_staff
from app.staff.queries import staff_list

WRITER = """
import sys
from pathlib import Path
from app.bootstrap import open_shop
from app.staff.commands import AddStaff, add_staff
book = open_shop(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    book.do(add_staff, AddStaff(f"{sys.argv[2]} {number}", request_id=f"{sys.argv[2]}-{number}"))
    print(number)
book.close()
"""


def test_two_programs_writing_at_once_both_succeed(shop_file: Path, script) -> None:
    writers = [script(WRITER, shop_file, name, 60) for name in ("Anna", "Bert")]
    said = [writer.communicate(timeout=120)[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], said
    with open_shop(shop_file) as book:
        assert len(book.ask(staff_list)) == 121


def test_who_waits_too_long_is_told_and_loses_nothing(
    shop_file: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "CONNECTION_PRAGMAS", tuple(
        (name, 200 if name == "busy_timeout" else value) for name, value in driver.CONNECTION_PRAGMAS
    ))  # fmt: skip
    other = driver.connect(shop_file)
    with open_shop(shop_file, clock) as book:
        book.do(save_setting, SaveSetting("k", "before"))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorldFault, match="Another program is writing") as told:
            book.do(save_setting, SaveSetting("k", "after"))
        assert "locked" not in told.value.message
        assert book.ask(setting, "k") == "before"  # reading goes on meanwhile
        other.execute("ROLLBACK")
        book.do(save_setting, SaveSetting("k", "after"))
        assert book.ask(setting, "k") == "after"
    other.close()


def test_the_wait_is_five_seconds() -> None:
    assert dict(driver.CONNECTION_PRAGMAS)["busy_timeout"] == 5000
    assert engine.READERS > 1


def test_killed_in_the_middle_every_acknowledged_action_is_there_once(shop_file: Path, script) -> None:
    process = script(WRITER, shop_file, "Cara", 10_000)
    assert process.stdout
    acknowledged = -1
    while acknowledged < 100:
        acknowledged = int(process.stdout.readline())
    process.kill()
    rest = process.communicate(timeout=30)[0].split()
    acknowledged = int(rest[-1]) if rest else acknowledged

    connection = driver.connect(shop_file)
    assert file_problems(connection) == []
    connection.close()
    with open_shop(shop_file) as book:
        numbers = [int(row.name.split()[1]) for row in book.ask(staff_list) if row.name != "Owner"]
        assert len(numbers) == len(set(numbers))
        assert set(range(acknowledged + 1)) <= set(numbers)
        assert len(numbers) <= acknowledged + 2  # at most one was done and not yet told
        repeated = AddStaff(f"Cara {acknowledged}", request_id=f"Cara-{acknowledged}")
        assert book.do(add_staff, repeated).already_done


def test_a_reader_of_another_program_sees_each_commit(shop_file: Path, clock: FixedClock, script) -> None:
    reader = script(
        "import json, sys\nfrom pathlib import Path\nfrom app.bootstrap import open_shop\n"
        "from app.shop.queries import setting\nbook = open_shop(Path(sys.argv[1]))\n"
        "for line in sys.stdin: print(json.dumps(book.ask(setting, 'k')))\nbook.close()\n",
        shop_file,
    )
    assert reader.stdin and reader.stdout
    with open_shop(shop_file, clock) as book:
        for number in range(5):
            book.do(save_setting, SaveSetting("k", number))
            reader.stdin.write("?\n")
            reader.stdin.flush()
            assert json.loads(reader.stdout.readline()) == number
