"""Cells: days, quantities, points, money and countries as files write them."""

from datetime import UTC, date, datetime

import pytest

from app.exchange.cells import bare, country_code, moment, money, points, quantity, yes_or_no
from app.exchange.columns import Column, match_columns
from app.exchange.spill import Sorter
from app.kernel.errors import Refused

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "country", "day"),
    [
        ("2026-11-22", "DE", date(2026, 11, 22)),
        ("20261122", "DE", date(2026, 11, 22)),
        ("22.11.2026", "DE", date(2026, 11, 22)),
        ("2.1.2026", "DE", date(2026, 1, 2)),
        ("02/01/2026", "GB", date(2026, 1, 2)),
        ("02/01/2026", "US", date(2026, 2, 1)),
        ("2026/01/02", "US", date(2026, 1, 2)),
    ],
)
def test_days(text: str, country: str, day: date) -> None:
    assert moment(text, country, BERLIN) == (day, datetime(day.year, day.month, day.day, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2026-11-22T10:15", 9, 15),
        ("2026-11-22 10:15:30", 9, 15),
        ("22.11.2026 10:15", 9, 15),
        ("22/11/2026, 10:15 PM", 21, 15),
    ],
)
def test_moments(text: str, hour: int, minute: int) -> None:
    day, at = moment(text, "DE", BERLIN)
    assert day == date(2026, 11, 22)
    assert (at.hour, at.minute, at.tzinfo) == (hour, minute, UTC)


@pytest.mark.parametrize(
    "text", ["29-02-2023", "2023-02-29", "13/13/2026", "soon", "2026-11-22 25:00", "1875-01-01", "22.11.26"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(Refused):
        moment(text, "DE", BERLIN)


@pytest.mark.parametrize("text", ["yes", "Y", "TRUE", "1", "x", "Ja", "oui", "SÌ", "Si\u0301"])
def test_yes(text: str) -> None:
    assert yes_or_no(text) is True


@pytest.mark.parametrize("text", ["no", "N", "FALSE", "0", "nein", "Non", "nee"])
def test_no(text: str) -> None:
    assert yes_or_no(text) is False


@pytest.mark.parametrize("text", ["", "-", "perhaps", "yes no", "2", "never" * 100])
def test_neither(text: str) -> None:
    with pytest.raises(Refused) as refused:
        yes_or_no(text)
    assert len(str(refused.value)) < 100


@pytest.mark.parametrize(
    ("text", "thousandths"), [("", 1000), ("1", 1000), ("2", 2000), ("1,5", 1500), ("0.250", 250)]
)
def test_quantities(text: str, thousandths: int) -> None:
    assert quantity(text) == thousandths


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.2345", "1e9"])
def test_what_is_no_quantity(text: str) -> None:
    with pytest.raises(Refused):
        quantity(text)


@pytest.mark.parametrize(
    ("text", "number"), [("", 0), ("640", 640), ("1,240", 1240), ("1.240", 1240), ("12.0", 12)]
)
def test_points(text: str, number: int) -> None:
    assert points(text) == number


@pytest.mark.parametrize("text", ["-5", "1.5", "many", "9" * 12])
def test_what_is_no_number_of_points(text: str) -> None:
    with pytest.raises(Refused):
        points(text)


@pytest.mark.parametrize(
    ("text", "locale", "minor"),
    [("1,50", "de_DE", 150), ("1.50", "de_DE", 150), ("1,50", "en_GB", 150), ("€ 12.34", "en_GB", 1234),
     ("-3.00", "de_DE", -300),
     ("1,234.50", "de_DE", 123450), ("0", "en_GB", 0)],
)  # fmt: skip
def test_money(text: str, locale: str, minor: int) -> None:
    assert money(text, "EUR", locale) == minor


@pytest.mark.parametrize("text", ["1e999999", "NaN", "1_000", "9223372036854775808", "", "inf"])
def test_what_is_no_money(text: str) -> None:
    with pytest.raises(Refused):
        money(text, "EUR", "en_GB")


def test_numbers_kept_as_text() -> None:
    assert [bare(text) for text in ("'0123", '="0123"', "0123", "'")] == ["0123", "0123", "0123", ""]


def test_countries_by_name() -> None:
    assert [country_code(text, "de_DE") for text in ("de", "Germany", "Deutschland", "UK", "Atlantis")] == [
        "DE", "DE", "DE", "UK", "Atlantis",
    ]  # fmt: skip


COLUMNS = (
    Column("reference", "Reference", ("customer id",)),
    Column("name", "Name"),
    Column("email", "E-mail", ("e-mail",)),
)


def test_columns_match_by_name_and_by_what_is_said() -> None:
    header = ["Customer_ID", " E-Mail ", "Who", "NAME"]
    assert match_columns(COLUMNS, header, {}) == {"reference": 0, "email": 1, "name": 3}
    assert match_columns(COLUMNS, header, {"name": "who"}) == {"reference": 0, "email": 1, "name": 2}
    with pytest.raises(Refused, match="no column “colour”; ours are reference, name, email"):
        match_columns(COLUMNS, header, {"colour": "Who"})
    with pytest.raises(Refused, match="The file has no column “Nobody”"):
        match_columns(COLUMNS, header, {"name": "Nobody"})


def test_sorting_past_memory_is_sorting() -> None:
    rows = [((number * 7919) % 1000, number) for number in range(1000)]
    with Sorter(in_memory=64) as sorter:
        for row in rows:
            sorter.add(row)
        assert list(sorter) == sorted(rows)
