"""How the tree is kept: one idea a file, nothing swallowed, nothing left over, nothing lying about."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

LONGEST = 400
TOP_LEVEL = {
    ".ci",
    ".git",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app",
    "migrations",
    "packaging",
    "pyproject.toml",
    "requirements*.txt",
    "resources",
    "tests",
}
# Put together here, so that this file does not hold the words it looks for.
_LEFT_OVER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
_BROAD = {"Exception", "BaseException"}
_SKIPS = {"skip", "skipif", "xfail", "importorskip"}


def python_files(root: Path, *folders: str) -> list[Path]:
    """The sources under those of `folders` that exist."""
    return [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]


def strangers(root: Path) -> list[str]:
    """What lies at the top of the tree and is neither part of it nor ignored."""
    lines = (root / ".gitignore").read_text("utf-8").split() if (root / ".gitignore").exists() else []
    known = TOP_LEVEL | {line.strip("/") for line in lines if not line.startswith("#")}
    names = sorted(path.name for path in root.iterdir())
    return [name for name in names if not any(fnmatch(name, pattern) for pattern in known)]


def long_files(root: Path) -> list[str]:
    """Sources of the program past the longest a file may be."""
    counted = ((path, len(path.read_text("utf-8").splitlines())) for path in python_files(root, "app"))
    return [f"{path.relative_to(root)}: {lines} lines" for path, lines in counted if lines > LONGEST]


def silent_packages(root: Path) -> list[str]:
    """Folders with sources of the program that do not say what they hold."""
    found = []
    for folder in sorted({path.parent for path in python_files(root, "app")}):
        init = folder / "__init__.py"
        if not init.exists():
            found.append(f"{folder.relative_to(root)}: no __init__.py")
        elif not ast.get_docstring(ast.parse(init.read_text("utf-8"))):
            found.append(f"{folder.relative_to(root)}: no docstring")
    return found


def left_overs(root: Path) -> list[str]:
    """Notes to oneself that stayed behind."""
    found = []
    for path in python_files(root, "app", "tests", "migrations", "packaging"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if match := _LEFT_OVER.search(line):
                found.append(f"{path.relative_to(root)}:{number}: {match.group()}")
    return found


def swallowed_errors(root: Path) -> list[str]:
    """Places where any error at all disappears without a word."""
    found = []
    for path in python_files(root, "app", "migrations", "packaging"):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        lines = [getattr(node, "lineno", 0) for node in nodes if _swallows(node)]
        found += [f"{path.relative_to(root)}:{line}" for line in lines]
    return found


def _swallows(node: ast.AST) -> bool:
    if isinstance(node, ast.ExceptHandler):
        silent = all(isinstance(step, ast.Pass | ast.Continue) or _is_bare(step) for step in node.body)
        return silent and (node.type is None or any(name in _BROAD for name in _names(node.type)))
    if isinstance(node, ast.Call) and _last(node.func) == "suppress":
        return any(name in _BROAD for argument in node.args for name in _names(argument))
    return False


def _is_bare(step: ast.stmt) -> bool:
    return isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant)


def _names(node: ast.expr) -> Iterator[str]:
    for part in node.elts if isinstance(node, ast.Tuple) else [node]:
        yield _last(part)


def _last(node: ast.expr) -> str:
    return str(getattr(node, "attr", getattr(node, "id", "")))


def evasive_tests(root: Path) -> list[str]:
    """Tests that wait by the clock, or that may not run or not fail."""
    found = []
    for path in python_files(root, "tests"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            naps = isinstance(node, ast.Call) and _last(node.func) == "sleep"
            skips = isinstance(node, ast.Attribute) and node.attr in _SKIPS
            if naps or (skips and _last(node.value) in {"mark", "pytest"}):
                found.append(f"{path.relative_to(root)}:{node.lineno}: {ast.unparse(node)}")
    return found


def own_examples(root: Path) -> list[str]:
    """Tests that settle by themselves which examples Hypothesis tries; `tests/exploring.py` does."""
    found = []
    for path in python_files(root, "tests"):
        name = path.relative_to(root).as_posix()
        if name in {"tests/exploring.py", "tests/architecture/test_exploring.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "hypothesis":
                names = {alias.name for alias in node.names}
                if taken := sorted(names & {"settings", "seed", "run_state_machine_as_test"}):
                    found.append(f"{name}:{node.lineno}: {', '.join(taken)}")
    return found
