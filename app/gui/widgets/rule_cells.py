"""The cells of a rule table: few rows held whole, words that wrap with names in bold, pills, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextLayout
from PySide6.QtWidgets import QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.widgets.labels import plain_tool_tip
from app.gui.widgets.pill import HEIGHT, paint_pill, pill_width
from app.gui.widgets.spans import Span, lay_out_spans

Index = QModelIndex | QPersistentModelIndex

PADDING = 8
_SIZE = 13
_LINES = 3
"""So many lines of words at most in one row."""
_SURELY_SEEN = 40
"""Characters that are never cut; longer words are told whole by a tool tip."""


class CellLike(Protocol):
    """What a cell shows."""

    @property
    def spans(self) -> tuple[Span, ...]: ...

    @property
    def tone(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Column:
    """A column takes its share of the width by `weight`; `figures` stand at the right, equally wide."""

    label: str
    weight: int
    figures: bool = False


class RuleModel(QAbstractTableModel):
    """The rows of one table; few enough to be held whole."""

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Sequence[CellLike]] = []
        self.marked = -1

    def show(self, rows: Sequence[Sequence[CellLike]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.marked = -1
        self.endResetModel()

    def cell(self, row: int, column: int) -> CellLike | None:
        """The cell there; None where a row has fewer."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = self.cell(index.row(), index.column())
        if shown is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(shown.text) if len(shown.text) > _SURELY_SEEN else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                f"{column.label}: {cell.text}" if column.label else cell.text
                for column, cell in zip(self.columns, self.rows[index.row()], strict=False)
                if cell.text
            )
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].label
            if role == Qt.ItemDataRole.FontRole:
                return fonts.role_font("caption-strong")
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight
                    if self.columns[section].figures
                    else Qt.AlignmentFlag.AlignLeft
                )
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def paint_cell(painter: QPainter, box: QRectF, shown: CellLike, column: Column) -> None:
    if shown.tone:
        width = min(pill_width(shown.text), int(box.width()))
        paint_pill(
            painter, QRectF(box.left(), box.center().y() - HEIGHT / 2, width, HEIGHT), shown.text, shown.tone
        )
        return
    layout = layout_of(shown.spans, box.width())
    height = text_height(layout)
    left = box.left()
    if column.figures:
        left = box.right() - layout.lineAt(0).naturalTextWidth()
    painter.setPen(colour("ink"))
    layout.draw(painter, QPointF(left, box.top() + (box.height() - height) / 2))


def layout_of(spans: Sequence[Span], width: float) -> QTextLayout:
    """The words in at most so many lines, an ellipsis where more were cut off."""
    layout = lay_out_spans(spans, width, size=_SIZE, wrap=True)
    while layout.lineCount() > _LINES:
        last = layout.lineAt(_LINES - 1)
        spans = _cut(spans, last.textStart() + max(last.textLength() - 2, 0))
        layout = lay_out_spans(spans, width, size=_SIZE, wrap=True)
    return layout


def _cut(spans: Sequence[Span], units: int) -> list[Span]:
    """The first so many UTF-16 units, as Qt counts, and an ellipsis."""
    kept: list[Span] = []
    for span in spans:
        coded = span.text.encode("utf-16-le", "surrogatepass")
        if len(coded) > 2 * units:
            kept.append(replace(span, text=coded[: 2 * units].decode("utf-16-le", "ignore").rstrip() + "…"))
            break
        kept.append(span)
        units -= len(coded) // 2
    return kept


def text_height(layout: QTextLayout) -> float:
    return sum(layout.lineAt(at).height() for at in range(layout.lineCount()))
