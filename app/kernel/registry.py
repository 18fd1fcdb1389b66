"""Kinds found by looking: every module of a package that offers one is part of the program."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Generic, Protocol, TypeVar

from app.kernel.i18n import speaking


class Kind(Protocol):
    """What every kind has: a stable id that the data keeps, and a label that people read."""

    @property
    def id(self) -> str: ...

    @property
    def label(self) -> str: ...


K = TypeVar("K", bound=Kind)


class Registry(Generic[K]):
    """The kinds of one package, in the order of their ids unless they declare an `order`.

    A module takes part by having the attribute named `attribute`, or by offering several kinds in one named
    so with an "S" behind it (`DOCUMENT`, `DOCUMENTS`). Modules are imported at first use, so a
    registry costs nothing at start. Two kinds with one id are a defect and raise at once.
    """

    def __init__(self, package: ModuleType, attribute: str) -> None:
        self._package = package
        self._attribute = attribute
        self._kinds: dict[str, K] | None = None

    def _load(self) -> dict[str, K]:
        if self._kinds is None:
            found: list[K] = []
            with speaking(None):  # labels are made here once, for the window, whatever paper is being printed
                for info in pkgutil.iter_modules(self._package.__path__):
                    module = importlib.import_module(f"{self._package.__name__}.{info.name}")
                    kind = getattr(module, self._attribute, None)
                    if kind is not None:
                        found.append(kind)
                    found.extend(getattr(module, f"{self._attribute}S", ()))
            found.sort(key=lambda kind: (getattr(kind, "order", 100), kind.id))
            kinds = {kind.id: kind for kind in found}
            if len(kinds) != len(found):
                raise RuntimeError(f"two kinds share an id in {self._package.__name__}")
            self._kinds = kinds
        return self._kinds

    def get(self, kind_id: str) -> K | None:
        """The kind of that id, or None: data may name a kind this version does not know."""
        return self._load().get(kind_id)

    def __iter__(self) -> Iterator[K]:
        return iter(self._load().values())

    def __contains__(self, kind_id: object) -> bool:
        return kind_id in self._load()

    def ids(self) -> tuple[str, ...]:
        """The ids in order."""
        return tuple(self._load())
