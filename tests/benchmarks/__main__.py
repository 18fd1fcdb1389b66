"""`python -m tests.benchmarks [--sizes 10000,100000] [--only NAME]`: everything measured, beside its floor.

Every module `bench_*` here has `rows(sizes)` (or `rows()` where size means nothing). The exit code is 1 when
something is past its limit.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.report import HEAD, Row, adopted, grown, line

SIZES = (10_000, 100_000)


@dataclass(frozen=True)
class Terms:
    """What a benchmark without limits of its own is held to; `growth` from smallest size to largest."""

    limit: float | None = None
    unit: str = "ms"
    at_least: bool = False
    growth: float | None = None
    only: str = ""


TERMS = {
    "bench_search": Terms(2.0, growth=3.0),
    "bench_purchase": Terms(4.0),
    "bench_simulator": Terms(unit="sales/s"),
    "bench_statements": Terms(0.6, "pages/s", at_least=True, only="same type"),
}


def benchmarks() -> list[str]:
    """The names of the benchmarks there are."""
    folder = str(Path(__file__).parent)
    return sorted(info.name for info in pkgutil.iter_modules([folder]) if info.name.startswith("bench_"))


def measured(name: str, sizes: tuple[int, ...]) -> Iterator[Row]:
    """The rows of one benchmark, held to its terms."""
    rows = importlib.import_module(f"tests.benchmarks.{name}").rows
    takes_sizes = "sizes" in inspect.signature(rows).parameters
    terms = TERMS.get(name, Terms())
    kept: list[Row] = []
    raws: Iterable[object] = rows(sizes) if takes_sizes else rows()
    for raw in raws:
        row = adopted(raw, terms.limit, unit=terms.unit, at_least=terms.at_least)
        if terms.only and terms.only not in row.name:
            row = adopted(raw, None, unit=terms.unit)
        kept.append(row)
        yield row
    if terms.growth is not None:
        yield from grown(kept, terms.growth)


def main(arguments: list[str]) -> int:
    """Measure and print; how the process ends."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="customers, with commas between")
    parser.add_argument("--only", action="append", help="a benchmark by (part of) its name; may be repeated")
    chosen = parser.parse_args(arguments)
    sizes = tuple(sorted({int(text) for text in chosen.sizes.replace("_", "").split(",")}))
    names = [name for name in benchmarks() if not chosen.only or any(part in name for part in chosen.only)]
    if not names:
        print(f"There is no such benchmark; there are {', '.join(benchmarks())}.")
        return 2
    print(HEAD)
    good = True
    for name in names:
        for row in measured(name, sizes):
            print(line(row), flush=True)
            good &= row.ok
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
