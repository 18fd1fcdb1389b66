"""The preview of every paper: its pages in the right size, turned and made larger by mouse and by key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.printing.out import Paper
from app.gui.printing.paper_view import PaperView, image_of
from app.gui.widgets.buttons import Button
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _
from app.printing.preview import page_images

FIT_WIDTH, FIT_PAGE = "width", "page"
_LEVELS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0)
"""Sizes beside those that fit; 1.0 is as large as on paper."""
_TRUE_SIZE = 96 / 72
"""Pixels of the desktop a point."""
_SETTLE_MS = 60
"""A window being drawn larger comes in many steps; the page is drawn again after the last."""
_KEYS = (
    ("PgDown", "turn_on"),
    ("PgUp", "turn_back"),
    ("Ctrl++", "zoom_in"),
    ("Ctrl+=", "zoom_in"),
    ("Ctrl+-", "zoom_out"),
    ("Ctrl+0", "show_whole"),
)


class PaperPanel(QWidget):
    """`show_paper(paper)` shows a PDF, `say(sentence)` stands in its place when there is none.

    The page stays where it is when the same paper comes again with other words; keys are Page Up and Page
    Down, Home and End, Ctrl with plus, minus and 0.
    """

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, fit: str = FIT_WIDTH) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Preview"))
        self._jobs = jobs
        self._paper: Paper | None = None
        self._page = 0
        self._fit, self._factor = fit, 1.0
        self._place: float | None = 0.0
        self.view = PaperView()
        self.empty = EmptyState("print", "")
        self.stack = QStackedWidget()
        self.where = PlainLabel("", "caption")
        self.back = Button(icon="left", name=_("Page before"))
        self.forward = Button(icon="right", name=_("Next page"))
        self.smaller = Button("−", name=_("Smaller"))
        self.larger = Button("+", name=_("Larger"))
        self.fit_width = Button(icon="fit-width", name=_("As wide as there is room"))
        self.fit_page = Button(icon="fit-page", name=_("The whole page"))
        self._resized = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._resized.timeout.connect(self._fit_again)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._connect()
        self._mark()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(8, 8, 8, 8)
        tools.setSpacing(6)
        for widget in (self.back, self.forward):
            tools.addWidget(widget)
        tools.addSpacing(4)
        tools.addWidget(self.where)
        tools.addStretch(1)
        for widget in (self.smaller, self.larger, self.fit_width, self.fit_page):
            tools.addWidget(widget)
        for fitting in (self.fit_width, self.fit_page):
            fitting.setCheckable(True)
        ground = QWidget()
        ground.setProperty("ground", "paper")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        under = QVBoxLayout(ground)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.stack)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(ground, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.turn_back)
        self.forward.clicked.connect(self.turn_on)
        self.smaller.clicked.connect(self.zoom_out)
        self.larger.clicked.connect(self.zoom_in)
        self.fit_width.clicked.connect(self.show_wide)
        self.fit_page.clicked.connect(self.show_whole)
        self.view.turn_wanted.connect(self._wheeled)
        self.view.zoom_wanted.connect(self._zoom)

    def hear_keys_of(self, widget: QWidget) -> None:
        """Turning and zooming by key wherever the focus is inside of `widget`."""
        for keys, name in _KEYS:
            key = QShortcut(QKeySequence(keys), widget)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(getattr(self, name))

    @property
    def paper(self) -> Paper | None:
        """What is shown."""
        return self._paper

    @property
    def page(self) -> int:
        """The page that is shown, from 1; 0 for none."""
        return self._page + 1 if self._paper is not None else 0

    def show_paper(self, paper: Paper, *, anew: bool = False) -> None:
        """Show this; from its first page when it is another paper (`anew`)."""
        self._paper = paper
        self._page = 0 if anew else min(self._page, paper.pages - 1)
        self._place = 0.0 if anew else None
        self.stack.setCurrentWidget(self.view)
        if self.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._show_page()

    def say(self, sentence: str, detail: str = "") -> None:
        """There is no paper, for this reason."""
        self._paper = None
        self.empty.set_content(sentence, detail=detail)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleDescription(sentence)
        if self.view.hasFocus():  # or it would stray to a button
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stack.setCurrentWidget(self.empty)
        self._mark()

    def said(self) -> str:
        """The sentence that stands in the paper's place; "" while there is paper."""
        return self.empty.accessibleName() if self.stack.currentWidget() is self.empty else ""

    def focus(self) -> None:
        """The focus to the paper, or to where it will be."""
        there = self.stack.currentWidget() is self.view
        (self.view if there else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_on(self) -> None:
        """The next page."""
        self._turn_to(self._page + 1)

    def turn_back(self) -> None:
        """The page before."""
        self._turn_to(self._page - 1)

    def _turn_to(self, page: int, place: float = 0.0) -> None:
        if self._paper is not None and page != self._page and 0 <= page < self._paper.pages:
            self._page, self._place = page, place
            self._show_page()

    def _wheeled(self, step: int) -> None:
        self._turn_to(self._page + step, 0.0 if step > 0 else 1.0)

    def zoom_in(self) -> None:
        """One size larger."""
        self._zoom(1)

    def zoom_out(self) -> None:
        """One size smaller."""
        self._zoom(-1)

    def _zoom(self, step: int) -> None:
        if self._paper is None:
            return
        now = self._scale(self._paper) / _TRUE_SIZE
        if step > 0:
            wanted = next((level for level in _LEVELS if level > now * 1.01), None)
        else:
            wanted = next((level for level in reversed(_LEVELS) if level < now * 0.99), None)
        if wanted is not None:
            self._fit, self._factor = "", wanted
            self._drawn_anew()

    def show_wide(self) -> None:
        """As wide as there is room."""
        self._fit = FIT_WIDTH
        self._drawn_anew()

    def show_whole(self) -> None:
        """All of the page at once."""
        self._fit = FIT_PAGE
        self._drawn_anew()

    def _drawn_anew(self) -> None:
        self._place = None
        self._show_page()

    def _fit_again(self) -> None:
        if self._fit:
            self._drawn_anew()

    def _scale(self, paper: Paper) -> float:
        """Pixels of the desktop a point."""
        wide = self.view.room() / paper.width
        if self._fit == FIT_WIDTH:
            return wide
        if self._fit == FIT_PAGE:
            return min(wide, self.view.room_down() / paper.height)
        return self._factor * _TRUE_SIZE

    def _show_page(self) -> None:
        self._mark()
        paper = self._paper
        if paper is None:
            return
        scale = self._scale(paper) * self.devicePixelRatioF()
        self._jobs.run(
            self, "page", page_images, paper.pdf, self._page, scale,
            done=partial(self._draw, paper), failed=self._not_drawn,
        )  # fmt: skip

    def _draw(self, paper: Paper, picture: tuple[int, int, bytes]) -> None:
        if paper is not self._paper:
            return
        image = image_of(picture)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.view.set_picture(image, self._place)
        self._place = None

    def _not_drawn(self, error: Exception) -> None:
        self.say(_("This page cannot be shown."), str(error))

    def _mark(self) -> None:
        """Say which page it is, and let be pressed what has something to do."""
        paper = self._paper
        words = ""
        if paper is not None:
            words = _("Page {page} of {pages}").format(page=self._page + 1, pages=paper.pages)
        self.where.setText(words)
        self.view.setAccessibleDescription(words)
        self.back.setEnabled(paper is not None and self._page > 0)
        self.forward.setEnabled(paper is not None and self._page + 1 < paper.pages)
        now = 1.0 if paper is None else self._scale(paper) / _TRUE_SIZE
        self.smaller.setEnabled(paper is not None and now > _LEVELS[0] * 1.01)
        self.larger.setEnabled(paper is not None and now < _LEVELS[-1] * 0.99)
        for button, fit in ((self.fit_width, FIT_WIDTH), (self.fit_page, FIT_PAGE)):
            button.setEnabled(paper is not None)
            button.setChecked(self._fit == fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        last = self._paper.pages - 1 if self._paper is not None else 0
        if key == Qt.Key.Key_PageDown:
            self.turn_on()
        elif key == Qt.Key.Key_PageUp:
            self.turn_back()
        elif key == Qt.Key.Key_Home:
            self._turn_to(0)
        elif key == Qt.Key.Key_End:
            self._turn_to(last)
        elif ctrl and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif ctrl and key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif ctrl and key == Qt.Key.Key_0:
            self.show_whole()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._paper is not None and self._fit:
            self._resized.start()
