"""A shop of the first revision, with points in it, brought to the second."""

from __future__ import annotations

from app.kernel.db import driver
from app.kernel.db.schema import SHIPPED, upgrade


def test_accounts_and_rewards_given_come_through_whole() -> None:
    connection = driver.connect_memory()
    upgrade(connection, SHIPPED, "0001")
    run = connection.execute
    run("PRAGMA foreign_keys=OFF")
    run(
        "INSERT INTO customer (id, name, sort_name, favourite, alert, notes, language, channel, joined_on, "
        "created_at, version) VALUES (1, 'Maria', 'maria', '', '', '', '', '', '2026-01-01', "
        "'2026-01-01 10:00:00.000000', 1)"
    )
    run("INSERT INTO account VALUES (1, 1, 'points', 5, 0, 2, 'h', '2026-03-01')")
    for number, kind, day in ((1, "earn", "2026-02-01"), (2, "lapse", "2026-03-01")):
        run(
            "INSERT INTO entry (id, account_id, sequence, kind, points, balance, business_date, at, till, "
            "detail, reason_digest, lots, previous_hash, hash) VALUES (?, 1, ?, ?, 5, 5, ?, "
            "'2026-02-01 10:00:00.000000', '', '', '', '', '', ?)",
            (number, number, kind, day, kind),
        )
    run(
        "INSERT INTO redemption VALUES (1, 1, NULL, NULL, 'coffee', 'Free coffee', 'free_item', 150, 400, "
        "'2026-02-01 10:00:00.000000', NULL)"
    )

    upgrade(connection, SHIPPED, "0002")

    assert run("SELECT * FROM account").fetchall() == [
        (1, 1, "points", 5, 0, 2, "h", "2026-03-01", "2026-02-01")
    ]
    given = run("SELECT reward, points, value, steps, voucher_id FROM redemption").fetchall()
    assert given == [("coffee", 150, 400, 1, None)]
    connection.close()
