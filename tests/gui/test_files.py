"""File names made of what people call their shops."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gui.files import file_name


@pytest.mark.parametrize(
    ("shop", "name"),
    [
        ("Kettle & Quill", "Kettle & Quill.regulars"),
        ("A/B \\ C: 24?", "A B C 24.regulars"),
        ("...", "My shop.regulars"),
        ("", "My shop.regulars"),
        ("Café Ümit 咖啡", "Café Ümit 咖啡.regulars"),
    ],
)
def test_names_people_give(shop, name) -> None:
    assert file_name(shop) == name


@given(st.text())
def test_any_name_makes_a_file_in_its_folder(shop) -> None:
    name = file_name(shop)
    assert Path("/folder", name).parent == Path("/folder")
    assert not name.startswith(".")
    assert name.endswith(".regulars")
    assert name.isprintable()
    assert len(name) <= 100
