"""A shop of the second revision, brought to the third: what it says of itself stays."""

from __future__ import annotations

from app.kernel.db import driver
from app.kernel.db.fingerprint import expected_objects, schema_differences, schema_objects
from app.kernel.db.schema import SHIPPED, upgrade


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
    assert schema_differences(schema_objects(connection), expected_objects()) == []
