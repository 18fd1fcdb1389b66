"""Every import under `app/`, read from the source without running it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Import:
    """One imported name: `from app.sales import models` in app/gui/x.py has the target `app.sales.models`."""

    importer: str
    file: Path
    line: int
    target: str
    late: bool
    for_types_only: bool

    @property
    def where(self) -> str:
        return f"{self.file.as_posix()}:{self.line}"


def module_name(file: Path) -> str:
    """The dotted name of a source file given relative to the root."""
    parts = list(file.with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(root: Path) -> list[Import]:
    """All imports of the sources under `root`/app, in order of file and line."""
    found: list[Import] = []
    for path in sorted((root / "app").rglob("*.py")):
        file = path.relative_to(root)
        reader = _Reader(module_name(file), file)
        reader.visit(ast.parse(path.read_text("utf-8"), str(file)))
        found += reader.found
    return found


class _Reader(ast.NodeVisitor):
    """Collects imports, knowing whether it stands inside a function or a `TYPE_CHECKING` block."""

    def __init__(self, module: str, file: Path) -> None:
        self.found: list[Import] = []
        self._module = module
        self._file = file
        self._package = module if file.stem == "__init__" else module.rpartition(".")[0]
        self._functions = 0
        self._typing = 0

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._add(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        source = self._source(node)
        for alias in node.names:
            self._add(node, source if alias.name == "*" else f"{source}.{alias.name}")

    def visit_Call(self, node: ast.Call) -> None:
        """`import_module("app.x")` and `__import__("app.x")` are imports too."""
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in {"import_module", "__import__"}:
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    self._add(node, argument.value)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._inside(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._inside(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._inside(node)

    def visit_If(self, node: ast.If) -> None:
        name = getattr(node.test, "attr", getattr(node.test, "id", ""))
        for_types = name == "TYPE_CHECKING"
        self._typing += for_types
        for statement in node.body:
            self.visit(statement)
        self._typing -= for_types
        for child in (node.test, *node.orelse):
            self.visit(child)

    def _inside(self, node: ast.AST) -> None:
        self._functions += 1
        self.generic_visit(node)
        self._functions -= 1

    def _source(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self._package.split(".")
        above = ".".join(parts[: len(parts) - node.level + 1])
        return f"{above}.{node.module}" if node.module else above

    def _add(self, node: ast.stmt | ast.expr, target: str) -> None:
        late, for_types = self._functions > 0, self._typing > 0
        self.found.append(Import(self._module, self._file, node.lineno, target, late, for_types))


def within(name: str, *packages: str) -> bool:
    """Whether the dotted `name` is one of `packages` or lies inside one."""
    return any(name == package or name.startswith(package + ".") for package in packages)
