"""What a sale is made of, where the programme asks: a chip for each category, and the lines typed so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.widgets.buttons import Button
from app.gui.widgets.surfaces import FlowRow
from app.kernel.i18n import _


class _Chip(Button):
    """A small button that says which one it is."""

    chosen = Signal(int)

    def __init__(self, place: int, text: str, name: str) -> None:
        super().__init__(text, "quiet", name=name)
        self._place = place
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._place)


class Basket(QWidget):
    """`category_chosen(str)`: the amount typed is of that category; `line_removed(int)`: take a line away."""

    category_chosen = Signal(str)
    line_removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = ()
        self.chips: list[Button] = []
        self.lines: list[Button] = []
        self._chip_row = FlowRow(gap=4)
        self._line_row = FlowRow(gap=4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._chip_row)
        column.addWidget(self._line_row)
        self.set_categories(())

    def set_categories(self, names: Sequence[str]) -> None:
        """The categories that the programme asks for; none hides the whole row."""
        if tuple(names) != self._names or not self.chips:
            self._names = tuple(names)
            self.chips = []
            for place, name in enumerate(self._names):
                chip = _Chip(place, f"+ {name}", _("The amount is {category}").format(category=name))
                chip.chosen.connect(self._category)
                self.chips.append(chip)
            self._chip_row.set_widgets(list(self.chips))
        self._chip_row.setVisible(bool(self._names))
        self.setVisible(bool(self._names or self._shown))

    def set_lines(self, words: Sequence[str]) -> None:
        """The lines typed so far, in words: "Crime €9.90"."""
        if tuple(words) == self._shown:
            return
        self._shown = tuple(words)
        self.lines = []
        for place, said in enumerate(self._shown):
            line = _Chip(place, f"{said}  ×", _("Take {line} away").format(line=said))
            line.chosen.connect(self.line_removed)
            self.lines.append(line)
        self._line_row.set_widgets(list(self.lines))
        self._line_row.setVisible(bool(self._shown))
        self.setVisible(bool(self._names or self._shown))

    def _category(self, place: int) -> None:
        self.category_chosen.emit(self._names[place])
