"""A shop of the second revision, brought to the third: what it says of itself stays."""

from __future__ import annotations

from app.kernel.db import driver
from app.kernel.db.schema import SHIPPED, upgrade
from app.touchpoints.models import OPEN_PROMISE


def test_a_profile_comes_through_whole() -> None:
    connection = driver.connect_memory()
    upgrade(connection, SHIPPED, "0002")
    run = connection.execute
    run(
        "INSERT INTO shop (id, name, tagline, street, postal_code, city, phone, email, country, currency, "
        "timezone, locale, template, closing_line, paper, created_at) VALUES (1, 'Kettle', '', '', '', '', "
        "'', '', 'GB', 'GBP', 'Europe/London', 'en_GB', 'plain', 'Thank you', 'LETTER', "
        "'2026-01-01 10:00:00.000000')"
    )

    upgrade(connection, SHIPPED, "0003")

    found = run("SELECT name, closing_line, paper, colour, opening_hours FROM shop").fetchall()
    assert found == [("Kettle", "Thank you", "LETTER", "", "")]
    for table in ("shop_picture", "letter", "slip"):
        assert run(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    connection.close()


def test_open_promises_stay_open_and_their_index_takes_reservations_too() -> None:
    connection = driver.connect_memory()
    upgrade(connection, SHIPPED, "0002")
    run = connection.execute
    run(
        "INSERT INTO customer (id, name, sort_name, favourite, alert, notes, language, channel, joined_on, "
        "created_at, version) VALUES (7, 'Maria', 'maria', '', '', '', '', '', '2026-01-01', "
        "'2026-01-01 10:00:00.000000', 1)"
    )
    made = (
        "INSERT INTO touchpoint (customer_id, kind, at, text, data, till, due_on) "
        "VALUES (?, ?, ?, ?, '{}', '', ?)"
    )
    at = "2026-11-20 10:00:00.000000"
    run(made, (7, "promise", at, "hold it", "2026-11-22"))
    upgrade(connection, SHIPPED, "0003")
    run(made, (7, "reservation", at, "a table", "2026-11-23"))
    run(made, (7, "note", at, "reads in bed", None))

    wanted = f"SELECT text FROM touchpoint WHERE customer_id = 7 AND {OPEN_PROMISE} ORDER BY id"
    assert run(wanted).fetchall() == [("hold it",), ("a table",)]
    [plan] = run(f"EXPLAIN QUERY PLAN {wanted}").fetchall()
    assert "ix_touchpoint_open_promise" in plan[3]
    connection.close()
