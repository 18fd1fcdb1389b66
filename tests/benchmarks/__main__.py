"""`python -m tests.benchmarks [--sizes 10000,100000] [--only NAME]`: everything measured, beside its floor.

Every module `bench_*` here has `rows(sizes, shops)`, or `rows()` where shops mean nothing, and says in its
docstring what its floor is. A shop of a
size is built once and shared. The exit code is 1 when something is past its limit.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.report import HEAD, Row, adopted, grown, line
from tests.benchmarks.shops import Shops

SIZES = (10_000, 100_000)


GROWING = ("bench_search",)
"""Benchmarks whose rows may grow threefold from the smallest size to the largest."""
MOST_GROWTH = 3.0


def benchmarks() -> list[str]:
    """The names of the benchmarks there are."""
    folder = str(Path(__file__).parent)
    return sorted(info.name for info in pkgutil.iter_modules([folder]) if info.name.startswith("bench_"))


def measured(name: str, sizes: tuple[int, ...], shops: Shops) -> Iterator[Row]:
    """The rows of one benchmark, and how they grow where that is limited."""
    kept: list[Row] = []
    rows = importlib.import_module(f"tests.benchmarks.{name}").rows
    of_shops = "shops" in inspect.signature(rows).parameters
    for raw in rows(sizes, shops) if of_shops else rows():
        kept.append(adopted(raw))
        yield kept[-1]
    if name in GROWING:
        yield from grown(kept, MOST_GROWTH)


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
    good = True
    with tempfile.TemporaryDirectory() as folder:
        shops = Shops(Path(folder))
        print(HEAD)
        for name in names:
            for row in measured(name, sizes, shops):
                print(line(row), flush=True)
                good &= row.ok
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
