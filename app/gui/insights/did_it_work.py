"""Did it work? A campaign's two arms, how they differ, and what may be said of that."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.groups.campaigns.verdict import Verdict
from app.gui.jobs import ChangeSet
from app.gui.models.campaigns import CampaignView, campaign_view
from app.gui.page import Shell
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.pill import Pill, Tone
from app.gui.widgets.pill_button import PillButton
from app.gui.widgets.pill_chooser import PillChooser
from app.gui.widgets.share_bars import ShareBar, ShareBars
from app.gui.widgets.spans import Span, SpanLabel
from app.gui.widgets.surfaces import Panel
from app.kernel.i18n import _

_TOPICS = frozenset({"campaign", "purchase", "activity", "voucher", "tag", "shop"})
_TONES: dict[Verdict, Tone] = {Verdict.WORKED: "accent", Verdict.NO_GOOD: "rose"}
_SENTENCE = 13


class DidItWork(Panel):
    """The newest campaign whose days are over, or another that is chosen. It reloads by itself."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Did it work?"))
        self.shell = shell
        self.view: CampaignView | None = None
        self._chosen: int | None = None
        self._stale = False
        self.title = ElidedLabel(_("Did it work?"), "heading")
        self.chooser = PillChooser(_("Campaign"))
        self.compared = PlainLabel("", "muted", wrap=True)
        self.bars = ShareBars()
        self.sentence = SpanLabel(size=_SENTENCE, ink="muted", wrap=True)
        self.why = PlainLabel("", "muted", wrap=True)
        self.pill = Pill()
        self.how_button = PillButton(_("How we know"))
        self.how = PlainLabel("", "caption", wrap=True)
        self.empty = EmptyState("insights", "")
        self.body = QStackedWidget()
        self._lay_out()
        self.chooser.chosen.connect(self._choose)
        self.empty.activated.connect(self._to_the_groups)
        self.how_button.setCheckable(True)
        self.how_button.toggled.connect(self.how.setVisible)
        shell.jobs.changed.connect(self._hear)
        self.reload()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 3, 8, 0)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.chooser)
        self.title.setMinimumHeight(self.chooser.sizeHint().height())
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(16, 0, 16, 6)
        column.setSpacing(8)
        pills = QHBoxLayout()
        pills.setSpacing(8)
        pills.addWidget(self.pill)
        pills.addWidget(self.how_button)
        pills.addStretch(1)
        for widget in (self.compared, self.bars, self.sentence, self.why):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(pills)
        column.addWidget(self.how)
        self.how.setContentsMargins(0, 0, 0, 8)
        self.how.hide()
        self.chooser.hide()
        self.body.addWidget(QWidget())  # until it has been read
        self.body.addWidget(said)
        self.body.addWidget(self.empty)
        self.column.addLayout(head)
        self.column.addWidget(self.body, 1)

    def reload(self) -> None:
        """Show the campaign as it stands now."""
        self._stale = False
        self.shell.jobs.read(
            self, "did-it-work", campaign_view, self._chosen, done=self._show, failed=self._failed
        )

    def _show(self, view: CampaignView | None) -> None:
        self.view = view
        self.chooser.setVisible(view is not None and len(view.choices) > 1)
        if view is None:
            self._chosen = None
            self.title.setText(_("Did it work?"))
            self.empty.set_content(
                _("Nothing to judge yet"),
                _("Go to the groups"),
                _(
                    "Do something for a group, with some of it left out by chance, and this tells whether it "
                    "worked."
                ),
            )
            self.body.setCurrentWidget(self.empty)
            return
        told = view.told
        self.title.setText(told.question)
        self.chooser.set_choices(view.choices)
        self.chooser.set_current(str(view.id))
        self.chooser.set_words(_("Another one"))  # the title says which this is
        self.chooser.setAccessibleName(_("Choose another campaign"))
        self.compared.setText(told.compared)
        self.bars.set_bars([ShareBar(bar.label, bar.share, bar.said) for bar in told.bars])
        lead, stressed, rest = told.difference
        words = f"{rest} {told.money}".rstrip() if stressed else told.money
        self.sentence.set_spans([Span(lead), Span(stressed, strong=True, colour="ink"), Span(words)])
        self.sentence.setVisible(bool(told.sentence))
        self.why.setText(told.why)
        self.pill.set_content(told.pill, _TONES.get(view.verdict, "plain"))
        self.how.setText("\n".join(told.how))
        self.setAccessibleDescription(f"{told.pill}. {told.sentence} {told.why}")
        self.body.setCurrentIndex(1)

    def _failed(self, error: Exception) -> None:
        self.empty.set_content(_("This could not be worked out"), "", str(error))
        self.body.setCurrentWidget(self.empty)

    def _to_the_groups(self) -> None:
        self.shell.go("groups")

    def _choose(self, campaign: str) -> None:
        self._chosen = int(campaign)
        self.reload()

    def _hear(self, changes: ChangeSet) -> None:
        if not any(topic in _TOPICS for topic, _customer in changes):
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()
