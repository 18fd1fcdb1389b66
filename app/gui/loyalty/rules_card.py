"""The left card: every rule of a programme, part under part, scrolled inside the card."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.gui.loyalty.earning_line import EarningLine
from app.gui.loyalty.parts import PARTS, PartView
from app.gui.models.programme import sentence_of
from app.gui.models.programme_edits import Plain, Problem, name_of
from app.gui.models.programme_words import Line, Words
from app.gui.speech import Speech
from app.gui.widgets.banner import Banner
from app.gui.widgets.surfaces import Panel, line
from app.kernel.i18n import _


class RulesCard(Panel):
    """Shows a programme; what a person wants changed goes out by signals, nothing is changed here.

    The banners at the top say why a draft is not saved, and what was just removed.
    """

    opened = Signal(object)
    removed = Signal(object)
    moved = Signal(object, int)
    add_asked = Signal(str)
    scheme_asked = Signal()
    sentence_changed = Signal(int, int, bool)
    sentence_wanted = Signal()
    problem_asked = Signal()
    take_back_asked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("The rules"))
        self.trouble = Banner(tone="rose")
        self.gone = Banner(tone="gold")
        self._banners = QWidget()
        banners = QVBoxLayout(self._banners)
        banners.setContentsMargins(12, 12, 12, 0)
        banners.setSpacing(8)
        banners.addWidget(self.trouble)
        banners.addWidget(self.gone)
        self.add(self._banners)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(_("The rules"))
        self.add(self.area, 1)
        self.sentence = EarningLine(speech)
        self.parts = {part.id: PartView(part) for part in PARTS}
        self._fill()
        self._connect()
        self._say_nothing()

    def _fill(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(0)
        for number, view in enumerate(self.parts.values()):
            if number:
                column.addWidget(line())
            column.addWidget(view)
        column.addStretch(1)
        self.parts["earning"].put_above(self.sentence)
        self.area.setWidget(inner)

    def _connect(self) -> None:
        for view in self.parts.values():
            view.opened.connect(self.opened)
            view.removed.connect(self.removed)
            view.moved.connect(self.moved)
            view.add_asked.connect(self.add_asked)
            view.scheme_asked.connect(self.scheme_asked)
            view.look_at.connect(self._look_at)
        self.sentence.changed.connect(self.sentence_changed)
        self.sentence.wanted.connect(self.sentence_wanted)
        self.trouble.activated.connect(self.problem_asked)
        self.gone.activated.connect(self.take_back_asked)

    def show_programme(self, plain: Plain, words: Words, *, editable: bool) -> None:
        """Show a programme, to be changed or only to be read."""
        self.sentence.show_sentence(sentence_of(plain), editable=editable)
        for view in self.parts.values():
            view.show_programme(plain, words, editable=editable)

    def say(self, problem: Problem | None, removed: str, plain: Plain) -> None:
        """Why the draft is not saved, and what was just removed; None and "" for nothing."""
        self.trouble.setVisible(problem is not None)
        self.gone.setVisible(bool(removed))
        self._banners.setVisible(problem is not None or bool(removed))
        if problem is not None:
            where = _("Show it") if problem.section else ""
            name = name_of(plain, problem.section, problem.at)
            words = _("“{name}”: {why}").format(name=name, why=problem.sentence) if name else problem.sentence
            self.trouble.set_content(words, strong=_("The draft is not saved."), action=where)
        if removed:
            self.gone.set_content(removed, action=_("Undo"))
        for view in self.parts.values():
            view.mark(*((problem.section, problem.at) if problem else ("", None)))

    def focus_line(self, section: str, at: int | None) -> None:
        """The focus into the row that stands for a part of the rules."""
        for view in self.parts.values():
            if view.focus(section, at):
                return

    def focus_first(self) -> None:
        """The focus into the first thing that can be gone through."""
        tables = (view.table for view in self.parts.values() if view.lines)
        table = next(tables, None)
        if table is not None:
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def moves_of(self, wanted: Line, step: int) -> Line | None:
        """The line `step` above or below in the same part and section; None at the end."""
        for view in self.parts.values():
            if wanted in view.lines:
                at = list(view.lines).index(wanted) + step
                other = view.lines[at] if 0 <= at < len(view.lines) else None
                return other if other is not None and other.section == wanted.section else None
        return None

    def _look_at(self, table: QWidget, box: QRect) -> None:
        inner = self.area.widget()
        if inner is None:
            return
        place = table.mapTo(inner, box.center())
        self.area.ensureVisible(place.x(), place.y(), 0, box.height())

    def _say_nothing(self) -> None:
        self.say(None, "", {})
