"""A card reader is a keyboard that types very fast. This tells it from a person, wherever the focus is.

Signs less than 35 ms apart, six or more, closed by Enter, are a scan. The closing Enter is swallowed, what
leaked into the focused field is taken out again, and `scanned(str)` carries the text; what happens with it is
the receiver's business. Typing is never held back: a key is either passed on at once or part of a burst.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.gui.scanner_leaks import Leak, leak_of

GAP_MS = 35
"""Signs further apart than this were typed by a person."""
LEAST = 6
"""A burst shorter than this is no scan, whoever typed it."""
_SUSPECT = 3
"""From so many fast signs on, an Enter confirms nothing, even if the burst is too short for a scan."""

Clock = Callable[[QKeyEvent], int]


def event_time(event: QKeyEvent) -> int:
    """When the key was pressed, in ms: the event's own stamp, so that a busy window misjudges nobody."""
    return event.timestamp() or round(time.monotonic() * 1000)


@dataclass
class Burst:
    """The rule without the toolkit: signs with their times go in, a scan comes out."""

    text: str = ""
    last: int | None = None

    def is_next(self, moment: int) -> bool:
        """Whether a key at `moment` (ms) is fast enough to go with what came before."""
        return self.last is not None and 0 <= moment - self.last < GAP_MS

    def add(self, sign: str, moment: int) -> bool:
        """Take a sign; True when it begins a new burst."""
        fresh = not self.is_next(moment)
        self.text = sign if fresh else self.text + sign
        self.last = moment
        return fresh

    def ends_scan(self, moment: int) -> bool:
        """Whether an Enter at `moment` closes a scan."""
        return self.is_next(moment) and len(self.text) >= LEAST

    def suspicious(self, moment: int) -> bool:
        """Whether an Enter at `moment` comes from something that types like a scanner."""
        return self.is_next(moment) and len(self.text) >= _SUSPECT

    def forget(self) -> None:
        """Begin anew with the next sign."""
        self.text, self.last = "", None


class ScannerFilter(QObject):
    """Install once on the application: `ScannerFilter(app)`; connect `scanned`.

    `clock` gives the time of a key event in ms, for trials.
    """

    scanned = Signal(str)
    _installed: ClassVar[ScannerFilter | None] = None

    def __init__(self, app: QApplication, clock: Clock = event_time) -> None:
        super().__init__(app)
        self._clock = clock
        self._burst = Burst()
        self._leaks: list[Leak] = []
        self._suspect = False
        app.installEventFilter(self)
        ScannerFilter._installed = self

    def close(self) -> None:
        """Listen no more."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        if ScannerFilter._installed is self:
            ScannerFilter._installed = None
        self.deleteLater()

    def typing(self) -> bool:
        """True while an Enter is delivered that follows several very fast signs."""
        return self._suspect

    @classmethod
    def is_typing(cls) -> bool:
        """The same for the filter of this process; False when none is installed."""
        installed = cls._installed
        return installed is not None and shiboken6.isValid(installed) and installed.typing()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return False
        if not _is_first_receiver(watched):
            # The same key on its way up to the parents.
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return self._claim_from_shortcuts(event)
        return self._key(watched, event)

    def _claim_from_shortcuts(self, event: QKeyEvent) -> bool:
        """A scan's Enter must reach us as a key and not press a shortcut on its way."""
        if _is_enter(event) and self._burst.ends_scan(self._clock(event)):
            event.accept()
            return True
        return False

    def _key(self, target: QWidget, event: QKeyEvent) -> bool:
        moment = self._clock(event)
        if _is_enter(event):
            return self._enter(moment)
        self._suspect = False
        sign = event.text()
        if not sign or not sign.isprintable() or event.isAutoRepeat() or _is_command(event):
            if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock):
                self._reset()
            return False
        fast = self._burst.is_next(moment)
        if self._burst.add(sign, moment):
            self._leaks = []
        if fast and not _takes_text(target):
            # In a list or on a button a fast sign would jump or press; nobody types there.
            return True
        if not any(leak.widget is target for leak in self._leaks):
            self._leaks.append(leak_of(target))
        return False

    def _enter(self, moment: int) -> bool:
        self._suspect = self._burst.suspicious(moment)
        if not self._burst.ends_scan(moment):
            self._reset()
            return False
        text, leaks = self._burst.text, self._leaks
        self._suspect = False
        self._reset()
        for leak in leaks:
            leak.take_back()
        self.scanned.emit(text.strip())
        return True

    def _reset(self) -> None:
        self._burst.forget()
        self._leaks = []


def scanner_is_typing() -> bool:
    """Whether the Enter being handled now follows several very fast signs; dialogs do not obey it then."""
    return ScannerFilter.is_typing()


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _is_command(event: QKeyEvent) -> bool:
    modifier = Qt.KeyboardModifier
    return bool(event.modifiers() & (modifier.ControlModifier | modifier.AltModifier | modifier.MetaModifier))


def _is_first_receiver(widget: QWidget) -> bool:
    window = widget.window()
    focused: QWidget | None = window.focusWidget()
    return widget is (window if focused is None else focused)


def _takes_text(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    return bool(widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled))
