"""Building a group: its criteria on lines and in boxes, each with how many match it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.groups.criterion import criteria, shelves
from app.gui.groups.box_view import BoxView
from app.gui.groups.line_view import LineView
from app.gui.models.group_draft import Box, Line, Path, added, node_at, removed, replaced, walk
from app.gui.models.group_look import LookedAt, form_fields
from app.gui.widgets.form_editors import MoneyWords
from app.kernel.i18n import _

Offered = Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]


class Builder(QScrollArea):
    """`changed()` follows every change of `draft`, `drawn()` other controls. One form at a time
    is open."""

    changed = Signal()
    drawn = Signal()

    def __init__(self, money: MoneyWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = Box()
        self.offered: Offered = {}
        self._money = money
        self._open: Path | None = None
        self._looked: LookedAt | None = None
        self.lines: dict[Path, LineView] = {}
        self.boxes: dict[Path, BoxView] = {}
        self.menu: QMenu | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Criteria"))
        inner = QWidget()
        inner.setProperty("ground", "none")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.addStretch(1)
        self.setWidget(inner)

    def show_draft(self, draft: Box) -> None:
        """Build another group."""
        self.draft, self._open, self._looked = draft, None, None
        self._build()

    def say(self, looked: LookedAt) -> None:
        """What was found out about the draft: words and counts of each part."""
        self._looked = looked
        self._say_all()

    def offer(self, offered: Offered) -> None:
        """What the shop has to choose from; an open form is drawn anew unless it is being typed in."""
        if offered == self.offered:
            return
        self.offered = offered
        view = None if self._open is None else self.lines.get(self._open)
        focused = QApplication.focusWidget()
        if view is None or view.form is None or (focused is not None and view.form.isAncestorOf(focused)):
            return
        self._show_form(view, focus=False)

    # Drawing

    def _build(self) -> None:
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self.lines, self.boxes = {}, {}
        for path, node in walk(self.draft):
            if isinstance(node, Box):
                self._put(path, self._box_view(path, node))
            else:
                self._put(path, self._line_view(path, node))
        self._say_all()
        self.drawn.emit()

    def _put(self, path: Path, view: BoxView | LineView) -> None:
        if path:
            self.boxes[path[:-1]].put(view)
        else:
            self._column.insertWidget(0, view)
        view.show()

    def _box_view(self, path: Path, box: Box) -> BoxView:
        view = BoxView(path, box)
        view.joined.connect(self._join)
        view.criterion_wanted.connect(self.open_menu)
        view.box_wanted.connect(self.add_box)
        view.removed.connect(self.remove)
        self.boxes[path] = view
        return view

    def _line_view(self, path: Path, node: Line) -> LineView:
        known = criteria().get(node.kind)
        view = LineView(path, node, known.label if known else node.kind, self._money)
        view.edited.connect(self._edit)
        view.opened.connect(self.open_line)
        view.closed.connect(self._close)
        view.removed.connect(self.remove)
        self.lines[path] = view
        if path == self._open:
            self._show_form(view, focus=False)
        return view

    def _show_form(self, view: LineView, *, focus: bool) -> None:
        known = criteria().get(view.line.kind)
        if known is not None:
            view.show_form(form_fields(known, self.offered.get(known.id, {}), view.line.values), focus=focus)
            self.drawn.emit()

    def _say_all(self) -> None:
        looked = self._looked
        for path, box in self.boxes.items():
            node = node_at(self.draft, path)
            empty = isinstance(node, Box) and not node.parts
            first = _("Add what the customers have in common: a tag, their visits, what they bought.")
            nested = _("Nothing stands in this box yet; it is left out.")
            words = (nested if path else first) if empty else ""
            box.say(looked.counts.get(path, "") if looked else "", words)
        for path, view in self.lines.items():
            said = looked.said.get(path) if looked else None
            if said is None:
                known = criteria().get(view.line.kind)
                view.say(known.label if known else view.line.kind, "")
            else:
                view.say(said.words, said.count, said.trouble)

    # Changing

    def _edit(self, path: Path, line: Line) -> None:
        self.draft = replaced(self.draft, path, line)
        self.changed.emit()

    def _join(self, path: Path, joint: str) -> None:
        node = node_at(self.draft, path)
        if isinstance(node, Box):
            self.draft = replaced(self.draft, path, Box(joint, node.parts))
            self.changed.emit()

    def add_line(self, path: Path, kind: str) -> None:
        """One more criterion in the box there, its form open."""
        known = criteria().get(kind)
        if known is None:
            return
        values = {field.id: field.default for field in known.fields if field.default is not None}
        self.draft, self._open = added(self.draft, path, Line(kind, values))
        self._looked = None
        self._build()
        self._to(self._open)
        self.changed.emit()

    def add_box(self, path: Path) -> None:
        """One more box in the box there."""
        self.draft, place = added(self.draft, path, Box())
        self._looked = None
        self._build()
        self.boxes[place].add_criterion.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.boxes[place])
        self.changed.emit()

    def remove(self, path: Path) -> None:
        """Take a part out; the focus goes to what stands before it."""
        self.draft = removed(self.draft, path)
        self._open, self._looked = None, None
        self._build()
        before = (*path[:-1], path[-1] - 1) if path and path[-1] else None
        if before in self.lines:
            self.lines[before].words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            box = self.boxes.get(path[:-1] if path else ())
            if box is not None:
                box.add_criterion.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def open_line(self, path: Path) -> None:
        """Open the form of a criterion, and put another away."""
        self._close(self._open)
        self._open = path
        self._to(path)

    def _to(self, path: Path) -> None:
        view = self.lines[path]
        self._show_form(view, focus=True)
        if view.form is None:
            view.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(view)

    def _close(self, path: Path | None) -> None:
        view = None if path is None else self.lines.get(path)
        if view is not None:
            focused = QApplication.focusWidget()
            inside = focused is not None and view.isAncestorOf(focused)
            view.hide_form()
            if inside:
                view.words.setFocus(Qt.FocusReason.OtherFocusReason)
        if path == self._open:
            self._open = None

    def open_menu(self, path: Path, at: QPoint) -> None:
        """All kinds of criteria to choose from, shelf by shelf."""
        menu = QMenu(self)
        for shelf, label in shelves().items():
            kinds = [kind for kind in criteria() if kind.shelf == shelf]
            if kinds:
                under = menu.addMenu(label)
                for kind in kinds:
                    under.addAction(kind.label.replace("&", "&&")).triggered.connect(
                        partial(self._add_chosen, path, kind.id)
                    )
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(at)

    def _add_chosen(self, path: Path, kind: str, _checked: bool = False) -> None:
        self.add_line(path, kind)
