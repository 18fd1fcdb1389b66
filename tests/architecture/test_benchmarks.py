"""Benchmarks run seldom, so that each can still be run is looked at with the tests."""

from __future__ import annotations

import importlib

import pytest

from tests.benchmarks.__main__ import benchmarks


@pytest.mark.parametrize("name", benchmarks())
def test_a_benchmark_has_rows(name: str) -> None:
    rows = importlib.import_module(f"tests.benchmarks.{name}").rows
    assert callable(rows)
