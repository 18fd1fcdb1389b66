"""Lists, numbers and days: Qt's own widgets with arrows that match the rest, and a day that may be empty.

Use these instead of QComboBox, QSpinBox and QDateEdit: a style sheet can only draw arrows from picture files.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QListView,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from app.gui.theme import fonts, icons
from app.gui.theme.style import draw_chevron
from app.gui.theme.theme import current
from app.kernel.i18n import _


class ComboBox(QComboBox):
    """A list of (id, label) to choose from; `chosen(str)` is a person's choice, `current_id` what stands."""

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setView(_Popup(self))
        self.setAccessibleName(name)
        self.setMaxVisibleItems(12)
        for choice_id, label in choices:
            self.addItem(label, choice_id)
        self.activated.connect(self._activated)

    def current_id(self) -> str:
        """The id of what is chosen; "" for nothing."""
        return str(self.currentData() or "")

    def set_current(self, choice_id: str) -> None:
        """Choose by id without telling anyone; an unknown id chooses nothing."""
        self.setCurrentIndex(self.findData(choice_id))

    def _activated(self, index: int) -> None:
        self.chosen.emit(str(self.itemData(index) or ""))

    def wheelEvent(self, event: QEvent) -> None:
        # A wheel turned to scroll the page must not change a choice in passing.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        draw_chevron(painter, QPointF(self.width() - 17, self.height() / 2), enabled=self.isEnabled())


class _Popup(QListView):
    """The list that drops down, its rows placed once the style is known."""

    def event(self, event: QEvent) -> bool:
        answered = super().event(event)
        if event.type() == QEvent.Type.Polish:
            self.scheduleDelayedItemsLayout()
        return answered


class SpinBox(QSpinBox):
    """A small whole number with arrows."""

    def __init__(
        self, low: int = 0, high: int = 99, parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setAccessibleName(name)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.UpDownArrows)
        self.lineEdit().setTextMargins(10, 0, 0, 0)

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        x, middle = self.width() - 17.0, self.height() / 2
        draw_chevron(painter, QPointF(x, middle - 7), up=True, enabled=self.isEnabled())
        draw_chevron(painter, QPointF(x, middle + 7), enabled=self.isEnabled())


class Calendar(QCalendarWidget):
    """A month to pick a day from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        self.setGridVisible(False)
        self.setAccessibleName(_("Calendar"))
        self.setMinimumSize(QSize(344, 300))
        for name, meaning in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icons.icon(meaning, "muted"))
        self._colour_days()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour_days()

    def _colour_days(self) -> None:
        tokens = current()
        weekend, head = QTextCharFormat(), QTextCharFormat()
        weekend.setForeground(QColor(tokens.muted))
        head.setForeground(QColor(tokens.muted))
        head.setFont(fonts.role_font("caption"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, weekend)
        self.setHeaderTextFormat(head)


class DayEdit(QLineEdit):
    """A day, typed or picked; may be empty. F4 or Alt+Down opens the calendar.

    Understands 2026-11-22 and the locale's own ways. `day_changed(object)` carries a `date` or None.
    """

    day_changed = Signal(object)

    def __init__(self, day: date | None = None, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name or _("Day"))
        self.setPlaceholderText(QLocale().toString(QDate(2026, 12, 31), _short()))
        self.setMaxLength(40)
        self._popup: Calendar | None = None
        self._open = QToolButton(self)
        self._open.setIcon(icons.icon("calendar", "muted"))
        self._open.setIconSize(QSize(18, 18))
        self._open.setAccessibleName(_("Open the calendar"))
        self._open.setToolTip(_("Open the calendar"))
        self._open.setCursor(Qt.CursorShape.PointingHandCursor)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.clicked.connect(self.open_calendar)
        self.setTextMargins(0, 0, 32, 0)
        self.set_day(day)
        self.textChanged.connect(self._changed)
        self.editingFinished.connect(self._tidy)

    def day(self) -> date | None:
        """The day, or None when the field is empty or holds no day (then `text()` is not empty)."""
        return parse_day(self.text())

    def set_day(self, day: date | None) -> None:
        """Show a day, or nothing."""
        self.setText("" if day is None else QLocale().toString(QDate(day.year, day.month, day.day), _short()))

    def open_calendar(self) -> None:
        """Show the month under the field."""
        if self._popup is None:
            self._popup = Calendar(self)
            self._popup.setWindowFlag(Qt.WindowType.Popup)
            self._popup.clicked.connect(self._picked)
            self._popup.activated.connect(self._picked)
        day = self.day()
        self._popup.setSelectedDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self._popup.show()
        self._popup.setFocus()

    def _picked(self, picked: QDate) -> None:
        self.set_day(date(picked.year(), picked.month(), picked.day()))
        if self._popup is not None:
            self._popup.hide()
        self.setFocus()

    def _changed(self, text: str) -> None:
        self.day_changed.emit(parse_day(text))

    def _tidy(self) -> None:
        day = self.day()
        if day is not None:
            self.set_day(day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._open.setGeometry(self.width() - self.height(), 0, self.height(), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or event.key() == Qt.Key.Key_F4:
            self.open_calendar()
        else:
            super().keyPressEvent(event)


def _short() -> str:
    """The locale's short form, with the year written out."""
    form = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return form if "yyyy" in form else form.replace("yy", "yyyy")


def parse_day(text: str) -> date | None:
    """A day as typed: ISO first, then the forms of the locale; None for anything else."""
    words = text.strip()
    try:
        return date.fromisoformat(words) if len(words) == 10 else _by_locale(words)
    except ValueError:
        return _by_locale(words)


def _by_locale(words: str) -> date | None:
    if not words or len(words) > 40:
        return None
    locale = QLocale()
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    for form in (_short(), "d.M.yyyy", "d MMM yyyy", "d MMMM yyyy", long):
        found = locale.toDate(words, form)
        if found.isValid():
            return date(found.year(), found.month(), found.day())
    return None
