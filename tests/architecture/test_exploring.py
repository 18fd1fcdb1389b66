"""The examples of the suite are the same each time, whatever else ran before in the same process."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers

from tests import exploring


def drawn() -> list[int]:
    """What a property over numbers is tried with."""
    numbers: list[int] = []

    @settings(derandomize=True, database=None, max_examples=200)
    @given(st.integers(min_value=1003))
    def try_one(number: int) -> None:
        numbers.append(number)

    try_one()
    return numbers


def load(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import a module that no test needs."""
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, path.stem, module)


def test_modules_that_happen_to_be_loaded_change_no_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(providers, "_get_local_constants", providers._get_local_constants)
    exploring.forget_modules()
    before = drawn()
    path = tmp_path / "prices.py"
    path.write_text(f"PRICES = {tuple(range(5003, 5999))}\n", "utf-8")
    load(path, monkeypatch)
    assert drawn() == before


@pytest.mark.parametrize("explore", [0, 10])
def test_exploring_multiplies_the_examples_and_draws_them_afresh(
    monkeypatch: pytest.MonkeyPatch, explore: int
) -> None:
    monkeypatch.setattr(exploring, "EXPLORE", explore)
    monkeypatch.setattr(providers, "_get_local_constants", providers._get_local_constants)
    standing = settings.get_current_profile_name()
    try:
        exploring.load_profile()
        made = exploring.tries(30, same_fixtures=True)
        assert (made.derandomize, made.max_examples) == ((False, 300) if explore else (True, 30))
        assert settings().max_examples == (1000 if explore else 100)
        assert (made.database is None) == (not explore)
    finally:
        settings.load_profile(standing)
