"""Two groups side by side: how many are in both, and what each is like."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.groups.compare import Comparison, Side, compare
from app.groups.named import Group
from app.groups.preview import StillRegular
from app.groups.rule import Rule
from app.gui.jobs import Jobs
from app.gui.models.group_look import number_words, percent
from app.gui.speech import Speech
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.comparison import Comparison as Rows
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.field_box import FieldBox
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _


class CompareDialog(Dialog):
    """The group shown is at the left; the one beside it is chosen here."""

    def __init__(
        self, jobs: Jobs, name: str, rule: Rule, others: Sequence[Group], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("“{name}” beside another group").format(name=name), parent, accept=_("Close"), width=560
        )
        self.cancel_button.hide()
        self._jobs, self._name, self._rule = jobs, name, rule
        self._speech = Speech(jobs.book.context)
        self._others = {group.id: group for group in others}
        self.other = ComboBox([(group.id, group.name) for group in others], name=_("Beside"))
        self.other.chosen.connect(self._ask)
        self.rows = Rows(name=_("Side by side"))
        self.shared = PlainLabel("", "body", wrap=True)
        self.why = PlainLabel("", "caption", wrap=True)
        self.body.addWidget(FieldBox(_("Beside"), self.other))
        self.body.addWidget(self.shared)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.why)
        self.body.addStretch(1)
        self.confirmed.connect(self.accept)
        if others:
            self._ask(others[0].id)

    def _ask(self, group_id: str) -> None:
        other = self._others[group_id]
        self.shared.setText(_("Counting…"))
        self._jobs.read(
            self, "compare", compare, self._rule, other.rule, done=self._show, failed=self._cannot
        )

    def _cannot(self, error: Exception) -> None:
        self.shared.setText(str(error))

    def _show(self, found: Comparison) -> None:
        n = self._speech.number
        other = self._others[self.other.current_id()].name
        words = _("{both} are in both; {first} only in “{name}”, {second} only in “{other}”.")
        self.shared.setText(
            words.format(
                both=n(found.both), first=n(found.only_first), second=n(found.only_second),
                name=self._name, other=other,
            )
        )  # fmt: skip
        self.rows.set_rows(("", self._name[:40], other[:40]), self._lines(found))
        whys = dict.fromkeys(
            side.still_regular.why for side in (found.first, found.second) if side.still_regular.why
        )
        self.why.setText(" ".join(whys))
        self.make_room()

    def _lines(self, found: Comparison) -> list[tuple[str, str, str]]:
        n = self._speech.number
        sides = (found.first, found.second)
        lines = [(_("Customers"), n(sides[0].numbers.customers), n(sides[1].numbers.customers))]
        told = [dict(number_words(side.numbers, self._speech)) for side in sides]
        labels = dict.fromkeys((*told[0], *told[1]))
        lines += [(label, told[0].get(label, "–"), told[1].get(label, "–")) for label in labels]
        lines.append((_("Regulars to expect again"), _again(sides[0]), _again(sides[1])))
        return lines


def _again(side: Side) -> str:
    told: StillRegular = side.still_regular
    return "–" if told.share is None else _("{n} %").format(n=percent(told.share))
