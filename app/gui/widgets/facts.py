"""A row of facts: a value, and what it counts under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.widgets.labels import ElidedLabel
from app.gui.widgets.surfaces import line


@dataclass(frozen=True)
class Fact:
    """`value` is already in words or figures; `role` colours the caption ("warning", "good")."""

    value: str
    caption: str
    role: str = "caption"


class FactStrip(QWidget):
    """Facts side by side with lines between them, equally wide."""

    def __init__(
        self, facts: Sequence[Fact] = (), parent: QWidget | None = None, *, value_role: str = "fact"
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._value_role = value_role
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._facts: tuple[Fact, ...] = ()
        self._labels: list[tuple[ElidedLabel, ElidedLabel]] = []
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these; labels are kept when only the words change."""
        self._facts = tuple(facts)
        if len(facts) != len(self._labels):
            self._rebuild(len(facts))
        for fact, (value, caption) in zip(facts, self._labels, strict=True):
            value.setText(fact.value)
            caption.setText(fact.caption)
            caption.set_role(fact.role if fact.role == "caption" else f"caption-{fact.role}")
        self.setAccessibleName(", ".join(f"{fact.value} {fact.caption}" for fact in facts))

    def facts(self) -> tuple[Fact, ...]:
        """What is shown."""
        return self._facts

    def _rebuild(self, count: int) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._labels = []
        for index in range(count):
            if index:
                self._row.addWidget(line(vertical=True))
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(14, 10, 10, 11)
            column.setSpacing(4)
            value, caption = ElidedLabel("", self._value_role), ElidedLabel("", "caption")
            column.addWidget(value)
            column.addWidget(caption)
            self._row.addWidget(cell, 1)
            self._labels.append((value, caption))
