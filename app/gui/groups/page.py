"""Groups: those there are at the left, the criteria of one in the middle, who is in it at the right."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.groups.named import Group, groups
from app.groups.rule import Rule, rule_text
from app.groups.saved import OWN, GroupSaved, RemoveGroup, SaveGroup, remove_group, save_group
from app.gui.actions import Action
from app.gui.dialogs.command import money_words
from app.gui.groups.builder import Builder
from app.gui.groups.list import GroupEntry, GroupList
from app.gui.groups.preview import PreviewSide
from app.gui.models.group_draft import Box, draft_of, laid
from app.gui.models.group_look import LookedAt, Previewed, count_words, look, offers_now, previewed
from app.gui.page import Page, Shell
from app.gui.theme import fonts
from app.gui.widgets.buttons import Button
from app.gui.widgets.clamped import ClampedLabel
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.surfaces import Panel
from app.gui.widgets.tab_order import follow_layout
from app.kernel.i18n import _, plural
from app.kernel.ids import new_request_id

NEW = "new-group"
"""The key of a group that is not saved yet."""
ASKED = "asked-group"
"""The key of one that another page asks about; what was being built stays beside it."""
UNSAVED = (NEW, ASKED)
_TYPING_MS = 220


class GroupsPage(Page):
    """What is built is kept by its group until it is saved or discarded; going to another loses nothing."""

    topics = frozenset(
        {"group", "customer", "activity", "purchase", "points", "tag", "tier", "touchpoint", "shop",
         "campaign", "voucher", "programme"}
    )  # fmt: skip

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.known: dict[str, Group] = {}
        self.drafts: dict[str, Box] = {}
        self.looked: LookedAt | None = None
        self._key = self._asked_name = ""
        self._wanted = ""
        self._made = ""
        self._counts: dict[str, str] = {}
        self._to_count: list[str] = []
        self.dialog: QWidget | None = None
        self.menu: QMenu | None = None
        self.list = GroupList()
        self.builder = Builder(money_words(shell.jobs.book.context))
        self.preview = PreviewSide()
        self.new_button = Button(_("+ New group"), "primary")
        self.title = ElidedLabel("", "heading")
        self.sentence = ClampedLabel("", "muted", lines=2)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        room = QFontMetrics(fonts.role_font("muted")).lineSpacing()
        self.sentence.setMinimumHeight(2 * room)  # what stands below keeps its place while one builds
        self.refused = PlainLabel("", "warning", wrap=True)
        self.save = Button(_("Save"), "primary")
        self.save_as = Button(_("Save as…"))
        self.rename = Button("", "quiet", icon="edit", name=_("Rename the group"))
        self.delete = Button("", "quiet", icon="delete", name=_("Delete the group"))
        self.discard = Button(_("Discard changes"), "quiet")
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._order = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self.reload()

    def _lay_out(self) -> None:
        head = QWidget()
        bar = QHBoxLayout(head)
        bar.setContentsMargins(16, 0, 16, 0)
        bar.setSpacing(12)
        bar.addWidget(PlainLabel(_("Groups"), "page-title"))
        bar.addStretch(1)
        bar.addWidget(self.new_button)
        self.header = head
        middle = Panel(name=_("The group"))
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(14, 8, 8, 10)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.title, 1)
        for button in (self.rename, self.delete):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.sentence)
        column.addWidget(self.refused)
        self.refused.hide()
        middle.add(top)
        middle.add_line()
        middle.add(self.builder, 1)
        middle.add_line()
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 10, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(self.discard)
        foot.addStretch(1)
        foot.addWidget(self.save_as)
        foot.addWidget(self.save)
        middle.column.addLayout(foot)
        self.list.setMinimumWidth(190)
        middle.setMinimumWidth(400)
        self.preview.setMinimumWidth(270)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(12)
        whole.addWidget(self.list, 21)
        whole.addWidget(middle, 50)
        whole.addWidget(self.preview, 29)

    def _connect(self) -> None:
        self.list.chosen.connect(self.go_to)
        self.builder.changed.connect(self._edited)
        self.new_button.clicked.connect(self.new_group)
        self.save.clicked.connect(self.save_changes)
        self.save_as.clicked.connect(self.save_under_name)
        self.rename.clicked.connect(self.rename_group)
        self.delete.clicked.connect(self.delete_group)
        self.discard.clicked.connect(self.discard_changes)
        self.preview.opened.connect(self._open_card)
        self.preview.act_wanted.connect(self.open_actions)
        self.preview.compare_wanted.connect(self.compare)
        self._typing.timeout.connect(self._look)
        self.builder.drawn.connect(self._order.start)
        self._order.timeout.connect(self._follow_layout)
        saving = QShortcut(QKeySequence("Ctrl+S"), self)
        saving.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        saving.activated.connect(self._save_by_key)
        action = Action("group-new", _("Build a group"), self._new_by_key, "filter", "", _("Pages"))
        self.shell.actions.add(action)

    def _follow_layout(self) -> None:
        follow_layout(self)

    def open(self, group: str = "", rule: Rule | None = None, name: str = "", **_where: Any) -> None:
        """Show a group by its id, or begin a new one of a rule another page asks about."""
        if rule is not None:
            self.drafts[ASKED] = draft_of(rule)
            self._asked_name = name or _("New group")
            self._key = ""
            group = ASKED
        if group:
            self._wanted = group
            self.reload()
        self.list.list.setFocus()

    def reload(self) -> None:
        self.shell.jobs.read(self, "groups", groups, done=self._show_groups)
        self.shell.jobs.read(self, "offers", offers_now, done=self.builder.offer)

    # What is shown

    def _show_groups(self, found: tuple[Group, ...]) -> None:
        self.known = {group.id: group for group in found}
        self._keep_what_went()
        self.drafts = {
            key: draft for key, draft in self.drafts.items() if key in UNSAVED or key in self.known
        }
        own = [GroupEntry(group.id, group.name, group.number) for group in found if group.own]
        if NEW in self.drafts:
            own.insert(0, GroupEntry(NEW, _("New group"), 0))
        if ASKED in self.drafts:
            own.insert(0, GroupEntry(ASKED, self._asked_name, 0))
        ready = [GroupEntry(group.id, group.name) for group in found if not group.own]
        wanted = self._wanted or self._key
        self._wanted = ""
        self.list.show_groups(own, ready, wanted)
        self.list.say_counts(self._counts)
        self._mark()
        self._to_count = [row.key for row in (*own, *ready) if row.key not in UNSAVED]
        self._count_next()
        key = self.list.current()
        if key != self._key or self._draft(key) != self.builder.draft:
            self.go_to(key)
        else:  # what one is at stays as it is, and is counted anew
            self._look()

    def _keep_what_went(self) -> None:
        """What was built stays, not saved, when its group goes that was just saved or is changed."""
        gone = bool(self._key) and self._key not in self.known and self._key not in UNSAVED
        if gone and NEW not in self.drafts and (self._key in self.drafts or self._key == self._made):
            self.drafts[NEW] = self.builder.draft
            self._wanted = self._wanted or NEW
            self._made = ""

    def _count_next(self) -> None:
        """Counts come one after another, so that a question of the person's own never waits for all."""
        while self._to_count:
            key = self._to_count.pop(0)
            group = self.known.get(key)
            if group is not None:
                self.shell.jobs.read(self, "count", count_words, group.rule, done=partial(self._counted, key))
                return

    def _counted(self, key: str, words: str) -> None:
        self._counts[key] = words
        self.list.say_counts(self._counts)
        self._count_next()

    def go_to(self, key: str) -> None:
        """Show a group, as it is kept or as it was left."""
        self._key = key
        self.list.mark(key)
        self.looked = None
        self.preview.wait()
        self.builder.show_draft(self._draft(key))
        self.sentence.setText(self._purpose())
        self._mark()
        self._look()

    def _draft(self, key: str) -> Box:
        if key in self.drafts:
            return self.drafts[key]
        group = self.known.get(key)
        return Box() if group is None else draft_of(group.rule)

    def _purpose(self) -> str:
        group = self.known.get(self._key)
        return group.purpose if group is not None and self._key not in self.drafts else ""

    def group(self) -> Group | None:
        """The saved or ready-made group that is shown."""
        return self.known.get(self._key)

    def _edited(self) -> None:
        self.drafts[self._key] = self.builder.draft
        self._mark()
        self._typing.start()

    def _mark(self) -> None:
        group = self.group()
        changed = self._key in self.drafts
        own = group is not None and group.own
        self.title.setText(group.name if group is not None else self._unsaved_name())
        self.list.mark_changed(frozenset(self.drafts) - set(UNSAVED))
        self.save.setVisible(own and changed)
        self.discard.setVisible(changed and self._key not in UNSAVED)
        self.rename.setVisible(own)
        self.delete.setVisible(own or self._key in UNSAVED)

    def _unsaved_name(self) -> str:
        return self._asked_name if self._key == ASKED else _("New group")

    def _look(self) -> None:
        self.shell.jobs.read(self, "look", look, self.builder.draft, done=self._looked)

    def _looked(self, looked: LookedAt) -> None:
        self.looked = looked
        self.builder.say(looked)
        said = [self._purpose() or looked.sentence + "."]
        if looked.waiting:  # first, for a long sentence is cut
            words = plural(
                "{n} criterion is not complete and is left out for now.",
                "{n} criteria are not complete and are left out for now.",
                looked.waiting,
            )
            said.insert(0, words.format(n=looked.waiting))
        self.sentence.setText(" ".join(said))
        self.refused.hide()
        self.shell.jobs.read(self, "preview", previewed, looked, done=self._previewed)

    def _previewed(self, found: Previewed) -> None:
        self.preview.show_preview(found)
        if self._key not in self.drafts and self._key in self.known:
            self._counts[self._key] = found.number
            self.list.say_counts(self._counts)

    # What is done

    def new_group(self) -> None:
        """Begin a group of the shop's own."""
        self.drafts.setdefault(NEW, Box())
        self._wanted = NEW
        self._show_groups(tuple(self.known.values()))
        self.builder.boxes[()].add_criterion.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new_by_key(self) -> None:
        self.shell.go("groups")
        self.new_group()

    def _rule(self) -> str:
        return rule_text(laid(self.builder.draft).rule)

    def save_changes(self) -> None:
        """Keep the changes of one of the shop's own groups."""
        group = self.group()
        if group is None or not group.own:
            self.save_under_name()
            return
        wish = SaveGroup(group.name, self._rule(), group.number, new_request_id())
        self.save.setEnabled(False)
        saved = partial(self._saved, group.id, self.builder.draft)
        self.shell.jobs.write(self, save_group, wish, done=saved, failed=self._refused)

    def _save_by_key(self) -> None:
        if self._key in self.drafts:
            self.save_changes()

    def _saved(self, key: str, draft: Box, _result: object) -> None:
        """What was changed while it was being saved is not saved."""
        self.save.setEnabled(True)
        if self.drafts.get(key) == draft:
            del self.drafts[key]
        self._mark()

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.refused.setText(str(error))
        self.refused.show()

    def save_under_name(self) -> None:
        """Keep what stands there as a group of the shop's own."""
        group = self.group()
        suggested = _("{name}, changed").format(name=group.name) if group is not None else ""
        self._ask_name(SaveGroup(suggested, self._rule()))

    def rename_group(self) -> None:
        """Give one of the shop's own groups another name; what is changed and not saved stays so."""
        group = self.group()
        if group is not None and group.own:
            self._ask_name(SaveGroup(group.name, rule_text(group.rule), group.number))

    def _ask_name(self, wish: SaveGroup) -> None:
        from app.gui.groups.name_dialog import GroupNameDialog

        dialog = GroupNameDialog(self.shell.jobs, wish, self)
        dialog.named.connect(partial(self._named, wish.group is not None))
        self._show_dialog(dialog)

    def _named(self, renamed: bool, saved: GroupSaved) -> None:
        if not renamed:
            self.drafts.pop(self._key, None)
            self._made = self._wanted = f"{OWN}{saved.group}"
        self.reload()

    def delete_group(self) -> None:
        """Delete one of the shop's own groups, or let go of one not saved; the status line offers undo."""
        group = self.group()
        self.drafts.pop(self._key, None)
        self._made = ""
        if group is not None and group.number is not None:
            self.shell.jobs.write(self, remove_group, RemoveGroup(group.number, new_request_id()))
        else:
            self._show_groups(tuple(self.known.values()))

    def discard_changes(self) -> None:
        """Back to the group as it is kept."""
        self.drafts.pop(self._key, None)
        self.go_to(self._key)

    def open_actions(self, at: QPoint) -> None:
        """What can be done for those in the group."""
        from app.gui.groups.acting import action_menu

        if self.looked is not None:
            action_menu(self, at)

    def compare(self) -> None:
        """Hold the group beside another."""
        from app.gui.groups.compare import CompareDialog

        if self.looked is not None:
            name = self.title.full_text()
            others = [group for group in self.known.values() if group.id != self._key]
            self._show_dialog(CompareDialog(self.shell.jobs, name, self.looked.rule, others, self))

    def _show_dialog(self, dialog: Any) -> None:
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _open_card(self, customer_id: int) -> None:
        self.shell.go("counter", customer=customer_id)
