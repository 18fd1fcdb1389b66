"""Nobody edits history behind the program's back: guards stop them, and the check names what they did."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.kernel.db import driver

from .conftest import Till

GUARDED = ("entry", "lot", "allocation")


@pytest.fixture
def history(till: Till, maria: int) -> Till:
    rung = till.ring(maria, 2000)
    till.ring(maria, 500)
    till.redeem(maria, "small")
    till.refund(rung.purchase, 1000, reason="torn")
    till.adjust(maria, 5, "sorry")
    till.lapse()
    assert till.check().ok
    return till


@pytest.fixture
def file(history: Till) -> Callable[[str], None]:
    """Run SQL on the file as a stranger would, with the settings a plain tool has."""

    def meddle(sql: str) -> None:
        connection = driver.connect(str(history.book.path))
        connection.isolation_level = None
        try:
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("PRAGMA recursive_triggers=OFF")
            connection.executescript(sql)
        finally:
            connection.close()

    return meddle


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {t} SET points = points + 1",
        "DELETE FROM {t}",
        "INSERT OR REPLACE INTO {t} SELECT * FROM {t} LIMIT 1",
        "REPLACE INTO {t} SELECT * FROM {t} ORDER BY id DESC LIMIT 1",
        "UPDATE OR REPLACE {t} SET id = id + 1",
    ],
)
def test_the_ledger_is_append_only(file: Callable[[str], None], table: str, statement: str) -> None:
    with pytest.raises(driver.Error, match="append-only"):
        file(statement.format(t=table))


OTHER_ENTRY = """INSERT OR REPLACE INTO entry
    SELECT 999, account_id, sequence, kind, 1000, balance, business_date, at, expires_on, purchase_id,
           refund_id, reward, reverses_id, programme_id, staff_id, till, detail, reason_digest, lots,
           previous_hash, hash
    FROM entry WHERE sequence = 2"""
OTHER_LOT = (
    "INSERT OR REPLACE INTO lot SELECT 999, account_id, entry_id, 1000, earned_on, expires_on FROM lot"
)


@pytest.mark.parametrize("statement", [OTHER_ENTRY, OTHER_LOT])
def test_a_row_of_another_id_cannot_take_a_place_either(file: Callable[[str], None], statement: str) -> None:
    with pytest.raises(driver.Error, match="append-only"):
        file(statement)


def without_guards(sql: str) -> str:
    names = [f"guard_{table}_{verb}" for table in GUARDED for verb in ("update", "delete", "replace")]
    return ";".join([f"DROP TRIGGER {name}" for name in names] + [sql])


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE entry SET points = 30 WHERE sequence = 1", "entry 1 was changed after it was written"),
        ("UPDATE entry SET staff_id = 9 WHERE sequence = 2", "entry 2 was changed after it was written"),
        ("DELETE FROM entry WHERE sequence = 3", "entry 3 is missing"),
        ("DELETE FROM entry WHERE sequence = 5", "its last entry is not the one that was written last"),
        ("UPDATE entry SET hash = 'x' WHERE sequence = 2", "entry 3 does not continue the one before it"),
        ("UPDATE lot SET points = 99 WHERE id = 1", "the lot of entry 1 is not what the entry says"),
        ("UPDATE lot SET expires_on = '2099-01-01' WHERE id = 1", "the lot of entry 1 is not what"),
        ("UPDATE lot SET earned_on = '2020-01-01' WHERE id = 2", "entry 2 says something else of its lots"),
        ("UPDATE allocation SET points = -1 WHERE id = 1", "entry 3 says something else of its lots"),
        ("DELETE FROM allocation WHERE id = 1", "entry 3 says something else of its lots"),
        ("UPDATE account SET balance = 640", "the balance is kept as 640, but the entries make 17"),
        ("UPDATE account SET owed = 3", "3 points are kept as owed, but the lots make it 0"),
        ("UPDATE account SET last_date = '2020-01-01'", "its last date is not that of its last entry"),
        ("UPDATE open_lot SET remaining = 1 WHERE sequence = 2", "what is left of the lot of entry 2"),
        ("UPDATE entry_reason SET text = 'because'", "the reason of entry 5 was changed"),
        ("UPDATE purchase SET refunded = 0", "Purchase 1: what was refunded of it does not add up"),
        ("UPDATE customer_activity SET visits = 7", "visits and spending are kept wrong"),
        ("UPDATE redemption SET points = 2", "Reward given 1: its entry does not match it"),
        ("DELETE FROM redemption", "entry 3 used points for no reward"),
        ("UPDATE redemption SET given_back_at = at", "Reward given 1: whether it was taken back"),
    ],
)
def test_the_check_names_what_was_changed(
    history: Till, file: Callable[[str], None], sql: str, said: str
) -> None:
    file(without_guards(sql))
    report = history.check()
    assert not report.ok
    assert any(said in problem for problem in report.problems), report.problems
    assert any("The guard against changing “entry”" in problem for problem in report.problems)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DROP TRIGGER guard_entry_sequence", "The guard against changing “entry” (sequence) is gone."),
        (
            """DROP TRIGGER guard_lot_update;
            CREATE TRIGGER guard_lot_update BEFORE UPDATE ON lot BEGIN SELECT 1; END""",
            "The guard against changing “lot” (update) is gone.",
        ),
        (
            "CREATE TRIGGER gift AFTER INSERT ON entry BEGIN UPDATE account SET balance = 640; END",
            "The file has a trigger “gift” that is none of ours.",
        ),
    ],
)
def test_the_check_knows_every_guard_by_what_it_does(
    history: Till, file: Callable[[str], None], sql: str, said: str
) -> None:
    file(sql)
    assert history.check().problems == [said]


def test_an_erased_reason_is_no_damage(history: Till, file: Callable[[str], None]) -> None:
    file("DELETE FROM entry_reason")
    assert history.check().ok


def test_the_check_counts_what_it_looked_at(history: Till) -> None:
    report = history.check()
    assert (report.customers, report.accounts, report.entries, report.problems) == (1, 1, 5, [])
