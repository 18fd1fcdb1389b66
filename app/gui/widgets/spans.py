"""Text of which parts are bold or underlined, without markup: a name with its matched letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour

_ENDLESS = 1_000_000


@dataclass(frozen=True)
class Span:
    """A piece of a line. `colour` is a token name; "" takes the colour of the whole."""

    text: str
    strong: bool = False
    underline: bool = False
    colour: str = ""


def spans_of(text: str, marked: Sequence[tuple[int, int]], *, strong: bool = True) -> list[Span]:
    """`text` cut into spans: the (start, end) ranges of `marked` underlined, all of it `strong` if asked."""
    pieces, at = [], 0
    for first, last in sorted(marked):
        start, end = max(first, at), min(last, len(text))
        if start >= end:
            continue
        if start > at:
            pieces.append(Span(text[at:start], strong))
        pieces.append(Span(text[start:end], strong, underline=True))
        at = end
    if at < len(text):
        pieces.append(Span(text[at:], strong))
    return pieces


def lay_out_spans(spans: Sequence[Span], width: float, *, size: int = 14, wrap: bool = False) -> QTextLayout:
    """The spans broken into lines of `width` px; without `wrap` one line of any length."""
    layout = QTextLayout("".join(span.text for span in spans), fonts.font(size))
    option = QTextOption()
    option.setWrapMode(
        QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if wrap else QTextOption.WrapMode.NoWrap
    )
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setFormats(_formats(spans, size))
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width if wrap else _ENDLESS)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _formats(spans: Sequence[Span], size: int) -> list[QTextLayout.FormatRange]:
    ranges, at = [], 0
    for span in spans:
        # Qt counts UTF-16 units, Python code points.
        length = len(span.text.encode("utf-16-le", "surrogatepass")) // 2
        form = QTextCharFormat()
        font = fonts.font(size, 600 if span.strong else 400)
        font.setUnderline(span.underline)
        form.setFont(font)
        if span.colour:
            form.setForeground(colour(span.colour))
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = at, length, form
        ranges.append(one)
        at += length
    return ranges


def paint_spans(
    painter: QPainter, rect: QRectF, spans: Sequence[Span], ink: QColor, *, size: int = 14
) -> None:
    """One line into `rect`, centred in height, cut with an ellipsis; delegates of lists use this."""
    shown = _fitting(list(spans), int(rect.width()), size)
    layout = lay_out_spans(shown, rect.width(), size=size)
    painter.save()
    painter.setPen(ink)
    layout.draw(
        painter, QPointF(rect.left(), rect.top() + (rect.height() - layout.boundingRect().height()) / 2)
    )
    painter.restore()


def _fitting(spans: list[Span], width: int, size: int) -> list[Span]:
    """The spans, the one that reaches the edge elided, those behind it left out."""
    fitting, left = [], width
    for span in spans:
        metrics = QFontMetrics(_span_font(span, size))
        need = metrics.horizontalAdvance(span.text)
        if need > left:
            cut = metrics.elidedText(span.text, Qt.TextElideMode.ElideRight, left)
            fitting.append(Span(cut, span.strong, span.underline, span.colour))
            break
        fitting.append(span)
        left -= need
    return fitting


def _span_font(span: Span, size: int) -> QFont:
    return fonts.font(size, 600 if span.strong else 400)


class SpanLabel(QWidget):
    """A label of spans; with `wrap` it grows downwards, else it ends in an ellipsis."""

    def __init__(
        self,
        spans: Sequence[Span] = (),
        parent: QWidget | None = None,
        *,
        size: int = 14,
        ink: str = "ink",
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        self._size, self._ink, self._wrap = size, ink, wrap
        policy = QSizePolicy(
            QSizePolicy.Policy.Ignored if not wrap else QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.set_spans(spans)

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show other words."""
        self._spans = list(spans)
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def set_ink(self, ink: str) -> None:
        """Another token colour."""
        self._ink = ink
        self.update()

    def text(self) -> str:
        """The words without their dress."""
        return "".join(span.text for span in self._spans)

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        layout = lay_out_spans(self._spans, max(width, 1), size=self._size, wrap=self._wrap)
        return round(layout.boundingRect().height() + 0.49)

    def sizeHint(self) -> QSize:
        width = sum(
            QFontMetrics(_span_font(span, self._size)).horizontalAdvance(span.text) for span in self._spans
        )
        return QSize(width + 2, QFontMetrics(fonts.font(self._size)).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, QFontMetrics(fonts.font(self._size)).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if not self._wrap:
            paint_spans(painter, box, self._spans, colour(self._ink), size=self._size)
            return
        layout = lay_out_spans(self._spans, box.width(), size=self._size, wrap=True)
        painter.setPen(colour(self._ink))
        layout.draw(painter, QPointF(0, (box.height() - layout.boundingRect().height()) / 2))
