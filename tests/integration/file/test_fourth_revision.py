"""A shop of the third revision, brought to the fourth: its letters stay, groups have a place."""

from __future__ import annotations

import pytest

from app.kernel.db import driver
from app.kernel.db.fingerprint import expected_objects, schema_differences, schema_objects
from app.kernel.db.schema import SHIPPED, upgrade


def test_what_the_shop_wrote_stays_and_groups_have_a_place() -> None:
    connection = driver.connect_memory()
    upgrade(connection, SHIPPED, "0003")
    run = connection.execute
    at = "2026-11-20 10:00:00.000000"
    run("INSERT INTO letter VALUES (3, 'Thanks', 'thanks', 'letter', 'Hello', 'Thank you.', ?, NULL)", (at,))
    run(
        "INSERT INTO customer (id, name, sort_name, favourite, alert, notes, language, channel, joined_on, "
        "created_at, version) VALUES (7, 'Maria', 'maria', '', '', '', '', '', '2026-01-01', ?, 1)",
        (at,),
    )

    upgrade(connection, SHIPPED, "0004")

    assert run("SELECT name, title, body FROM letter").fetchall() == [("Thanks", "Hello", "Thank you.")]
    made = "INSERT INTO campaign VALUES (1, 'Hello', 'tag', '{}', 'Lost', '{}', '2026-11-20', ?, 10, 30, "
    run(made + "NULL, NULL, NULL)", (at,))
    run("INSERT INTO campaign_member VALUES (1, 7, 0)")
    assert schema_differences(schema_objects(connection), expected_objects()) == []
    connection.close()


def test_two_groups_of_one_name_are_refused_by_the_file() -> None:
    connection = driver.connect_memory()
    upgrade(connection, SHIPPED, "0004")
    made = "INSERT INTO customer_group (name, folded, rule, made_at, changed_at) VALUES "
    made += "(?, 'lost', '{}', ?, ?)"
    at = "2026-11-20 10:00:00.000000"
    connection.execute(made, ("Lost", at, at))
    with pytest.raises(driver.module.IntegrityError, match=r"customer_group\.folded"):
        connection.execute(made, ("LOST", at, at))
    connection.close()
