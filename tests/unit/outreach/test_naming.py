"""How a letter begins."""

from __future__ import annotations

import pytest

from app.outreach.naming import first_name


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Maria Schmidt", "Maria"),
        ("Schmidt, Maria", "Maria"),
        ("Dr. Maria Schmidt", "Maria"),
        ("Prof. Dr. Jan de Vries", "Jan"),
        ("Mr Smith", "Mr Smith"),
        ("Frau Müller", "Frau Müller"),
        ("Smith, Mr", "Smith, Mr"),
        ("J. Smith", "J. Smith"),
        ("J Smith", "J Smith"),
        ("Jo", "Jo"),
        ("Łukasz Žižek", "Łukasz"),
        ("Anna-Lena Groß", "Anna-Lena"),
        ("张伟", "张伟"),
        ("김 철수", "김 철수"),
        ("さくら 田中", "さくら 田中"),
        ("محمد عبد الله", "محمد"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("Dr.", "Dr."),
        ("Schmidt,", "Schmidt"),
        (",", ","),
        ("🎂", "🎂"),
    ],
)
def test_first_names(name: str, called: str) -> None:
    assert first_name(name) == called
