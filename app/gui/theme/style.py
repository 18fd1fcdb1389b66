"""The marks a style sheet cannot draw without picture files: ticks, dots and arrows, in token colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QCheckBox, QProxyStyle, QRadioButton, QStyle, QStyleOption, QWidget

from app.gui.theme.theme import current

_BOX = 20
_State = QStyle.StateFlag
_Primitive = QStyle.PrimitiveElement


class PaperStyle(QProxyStyle):
    """Fusion underneath the style sheet, with our own indicators."""

    def __init__(self) -> None:
        super().__init__("fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element in (_Primitive.PE_IndicatorCheckBox, _Primitive.PE_IndicatorItemViewItemCheck):
            _draw_box(option, painter, round_=False)
        elif element == _Primitive.PE_IndicatorRadioButton:
            _draw_box(option, painter, round_=True)
        elif element == _Primitive.PE_FrameFocusRect:
            # Whatever else can have the focus shows it by its border or its selection.
            if isinstance(widget, QCheckBox | QRadioButton):
                _draw_focus(option, painter)
        elif element in (_Primitive.PE_IndicatorArrowDown, _Primitive.PE_IndicatorHeaderArrow):
            draw_chevron(painter, QRectF(option.rect).center())
        else:
            super().drawPrimitive(element, option, painter, widget)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in (
            QStyle.PixelMetric.PM_IndicatorWidth,
            QStyle.PixelMetric.PM_IndicatorHeight,
            QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
            QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
        ):
            return _BOX
        return super().pixelMetric(metric, option, widget)


def _draw_box(option: QStyleOption, painter: QPainter, *, round_: bool) -> None:
    tokens = current()
    enabled = bool(option.state & _State.State_Enabled)
    on = bool(option.state & _State.State_On)
    partly = bool(option.state & _State.State_NoChange)
    focused = bool(option.state & _State.State_HasFocus)
    rect = QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75)
    filled = (on or partly) and enabled
    ground = tokens.accent_fill if filled else (tokens.raised if enabled else tokens.tint)
    edge = tokens.accent_fill if filled else tokens.faint if enabled else tokens.line
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.focus if focused else edge), 2 if focused else 1.25))
    painter.setBrush(QColor(ground))
    if round_:
        painter.drawEllipse(rect)
    else:
        painter.drawRoundedRect(rect, 5, 5)
    mark = QColor(tokens.on_accent if enabled else tokens.faint)
    centre = rect.center()
    if on and round_:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        painter.drawEllipse(centre, 4, 4)
    elif on:
        path = QPainterPath(centre + QPointF(-4.5, 0.2))
        path.lineTo(centre + QPointF(-1.4, 3.4))
        path.lineTo(centre + QPointF(4.6, -3.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(mark, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPath(path)
    elif partly:
        painter.setPen(QPen(mark, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(centre + QPointF(-4, 0), centre + QPointF(4, 0))
    painter.restore()


def _draw_focus(option: QStyleOption, painter: QPainter) -> None:
    draw_focus_ring(painter, QRectF(option.rect))


def draw_focus_ring(painter: QPainter, box: QRectF) -> None:
    """The ring around what has the focus, inside `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(current().focus), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
    painter.restore()


def draw_chevron(painter: QPainter, centre: QPointF, up: bool = False, enabled: bool = True) -> None:
    """A small arrow head around `centre`."""
    step = -2.25 if up else 2.25
    path = QPainterPath(centre + QPointF(-4.5, -step))
    path.lineTo(centre + QPointF(0, step))
    path.lineTo(centre + QPointF(4.5, -step))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ink = QColor(current().muted if enabled else current().line)
    painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(path)
    painter.restore()
