"""The import rule: who may know whom.

`gui | cli -> slices, by layer -> kernel`. A slice may import a lower layer, never a higher one and never a
sibling. The kernel knows nobody. Only the assembly (`bootstrap`, `models`, `__main__`) sees everything, and
it must not load Qt before a window is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.architecture.imports import Import, imports_of, within

KERNEL = 0
LAYERS = {
    "kernel": KERNEL,
    "shop": 1,
    "staff": 1,
    "customers": 2,
    "sales": 3,
    "touchpoints": 3,
    "loyalty": 4,
    "insights": 5,
    "groups": 6,
    "outreach": 7,
    "printing": 8,
    "exchange": 8,
    "backup": 8,
    "gui": 9,
    "cli": 9,
}
FRONTS = {"gui", "cli"}
ASSEMBLY = {"bootstrap", "models", "__main__"}
# Who may start from the assembled whole; everybody else is handed what it needs.
MAY_IMPORT_ASSEMBLY = FRONTS | ASSEMBLY

QT = ("PySide6", "qtawesome", "qtpy", "shiboken6")
DRIVERS = ("sqlcipher3", "sqlite3")
HEAVY = ("numpy", "scipy")


def violations(root: Path) -> list[str]:
    """Every breach of the rule in `root`/app, one readable line each."""
    found = list(_unknown(root))
    for item in imports_of(root):
        found += [f"{item.where}: {words}" for words in (*_inner(item), *_outer(item))]
    return found


def _unknown(root: Path) -> Iterator[str]:
    """A part of `app/` that the map does not know has no place yet."""
    for path in sorted((root / "app").iterdir()):
        is_part = path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py")))
        if is_part and path.stem not in LAYERS.keys() | ASSEMBLY | {"__init__"}:
            yield f"app/{path.name}: give this part a layer in tests/architecture/layers.py"


def _inner(item: Import) -> Iterator[str]:
    """Breaches between the parts of the program."""
    if not within(item.target, "app"):
        return
    here, there = part_of(item.importer), part_of(item.target)
    if there == "":
        if here == "kernel":
            yield "the kernel imports nothing of app"
        return
    if here == "":
        yield "app/__init__.py imports nothing, so that reading the version loads nothing"
    elif there in ASSEMBLY:
        if here not in MAY_IMPORT_ASSEMBLY:
            yield f"{here} must not import app.{there}: it is handed what it needs"
    elif here in ASSEMBLY:
        yield from _assembly(item, here, there)
    elif here != there:
        yield from _layered(here, there)
    yield from _tables(item, here, there)


def _layered(here: str, there: str) -> Iterator[str]:
    mine, other = LAYERS.get(here), LAYERS.get(there)
    if mine is None or other is None:
        return  # said by _unknown, or no part at all
    if mine == KERNEL:
        yield f"the kernel must not import app.{there}"
    elif mine == other:
        yield f"{here} and {there} are siblings and must not know each other"
    elif mine < other:
        yield f"{here} must not import app.{there} from a higher layer"


def _assembly(item: Import, here: str, there: str) -> Iterator[str]:
    if item.late or item.for_types_only:
        return
    if there == "gui" or (there == "cli" and here == "__main__"):
        yield f"app.{here} imports app.{there} inside the function that needs it, not at the top"


def _tables(item: Import, here: str, there: str) -> Iterator[str]:
    """Fronts speak commands and queries; a front's own `models` (Qt item models) are its own affair."""
    if here in FRONTS and there != here and "models" in item.target.split("."):
        yield f"{here} must not import tables ({item.target}); use commands and queries"


def _outer(item: Import) -> Iterator[str]:
    """Breaches about libraries."""
    if within(item.target, *QT) and not within(item.importer, "app.gui"):
        yield f"only app.gui imports {item.target.split('.')[0]}"
    if within(item.target, *DRIVERS) and not within(item.importer, "app.kernel.db"):
        yield f"only app.kernel.db imports {item.target.split('.')[0]}"
    if within(item.target, *HEAVY) and not (item.late or item.for_types_only):
        yield f"{item.target.split('.')[0]} is imported inside the function that needs it"


def part_of(name: str) -> str:
    """The part of the program a dotted name belongs to; "" for the package `app` itself and its version."""
    part = name.split(".")[1] if "." in name else ""
    return "" if part.startswith("__") and part not in ASSEMBLY else part
