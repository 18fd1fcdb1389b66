"""What stands on the print page, gathered and drawn: the latest wish wins, and what is wrong is said."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.groups.recipients import Recipients, Wanted
from app.gui.jobs import Jobs
from app.gui.print_page.asking import Fields, Looked, Wish, before_words, document_of, look
from app.gui.print_page.options import OptionsForm
from app.gui.print_page.preview_side import PreviewSide
from app.gui.print_page.whom import Whom
from app.gui.printing.out import Paper, paper_of
from app.gui.speech import Speech
from app.kernel.errors import Refused, RegularsError
from app.kernel.i18n import _
from app.printing.document import About, LeftOut
from app.printing.options import days_of

_SOON_MS = 150
"""Several changes in one breath are one preview."""


class Looking(QObject):
    """Set `fields` to those of the paper chosen, or None while they are asked for. `changed()` tells that
    `ready` may have."""

    changed = Signal()

    def __init__(
        self, jobs: Jobs, page: QWidget, whom: Whom, options: OptionsForm, side: PreviewSide
    ) -> None:
        super().__init__(page)
        self._jobs, self._page = jobs, page
        self._whom, self._options, self._side = whom, options, side
        self.fields: Fields | None = None
        self.looked: Looked | None = None
        self._drawn: Looked | None = None
        self._people: tuple[int | Wanted, Recipients] | None = None
        self._shown = ("", "")
        self._at = 0
        self._asked = 0
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.look)
        side.person_wanted.connect(self._turn_person)

    @property
    def ready(self) -> bool:
        """Whether what is looked at can be printed: its paper is there, or it is for several."""
        looked = self.looked
        if looked is None or self._soon.isActive():
            return False
        if looked.data is None:
            return self.many and bool(looked.people.ids)
        return self._drawn is looked

    @property
    def many(self) -> bool:
        """Whether what is looked at is for several."""
        return self.looked is not None and isinstance(self.looked.wish.who, Wanted)

    def wait(self) -> None:
        """Other fields are coming: until then nothing is looked at."""
        self.fields = None
        self._asked += 1
        self._soon.stop()
        self.changed.emit()

    def soon(self) -> None:
        """Something was set; more may follow."""
        self._soon.start()
        self.changed.emit()

    def others(self) -> None:
        """It is for somebody else now."""
        self._at = 0
        self.soon()

    def forget_people(self) -> None:
        """The file changed: who is meant must be looked up again."""
        self._people = None

    def _turn_person(self, step: int) -> None:
        if self.looked is not None:
            self._at = min(max(self._at + step, 0), max(len(self.looked.people.ids) - 1, 0))
            self.look()

    def look(self) -> None:
        """Gather and draw what stands there now."""
        self._soon.stop()
        if self.fields is None:
            return
        self._asked += 1
        about = document_of(self.fields.document).about
        values = self._options.values()
        if values is None:
            self._nothing(self._options.problem)
            return
        try:
            days = days_of(values, self.fields.today) if "period" in values else None
        except Refused as refused:
            self._failed(self._asked, refused)
            return
        who = self._whom.who(days) if about is not About.SHOP else None
        if who is None and about is not About.SHOP:
            self._nobody()
            return
        known = self._people[1] if self._people is not None and self._people[0] == who else None
        wish = Wish(self.fields.document, values, who, self._at)
        self._jobs.read(
            self._page, "look", look, wish, known,
            done=partial(self._show, self._asked), failed=partial(self._failed, self._asked),
        )  # fmt: skip

    def _nobody(self) -> None:
        self._whom.say_count("")
        if self._whom.many:
            self._nothing(self._whom.choice.problem)
        else:
            self._nothing(_("Who is it for?"), _("Find a customer by name, phone, e-mail or card."))

    def _show(self, asked: int, looked: Looked) -> None:
        if asked != self._asked:
            return
        self.looked = looked
        who = looked.wish.who
        if isinstance(who, Wanted):
            self._people = (who, looked.people)
            self._show_people(looked)
        else:
            self._side.show_person("", "", first=True, last=True)
        if looked.data is None:
            self._side.paper.say(looked.why_not, looked.hint)
            self.changed.emit()
            return
        self._jobs.run(
            self._page, "paper", paper_of, document_of(looked.wish.document), looked.data,
            looked.wish.options, done=partial(self._show_paper, asked, looked),
            failed=partial(self._failed, asked),
        )  # fmt: skip

    def _show_people(self, looked: Looked) -> None:
        speech = Speech(self._jobs.book.context)
        self._whom.say_count(before_words(looked, speech))
        count = len(looked.people.ids)
        at = min(looked.wish.at, max(count - 1, 0))
        place = _("{n} of {total}").format(n=speech.number(at + 1), total=speech.number(count))
        self._side.show_person(looked.name, place, first=at == 0, last=at + 1 >= count)

    def _show_paper(self, asked: int, looked: Looked, paper: Paper) -> None:
        if asked != self._asked:
            return
        now = (looked.wish.document, looked.name)
        self._side.paper.show_paper(paper, anew=now != self._shown)
        self._shown, self._drawn = now, looked
        self.changed.emit()

    def _failed(self, asked: int, error: Exception) -> None:
        """Said at its field where it has one, and in the paper's place."""
        if asked != self._asked:
            return
        if isinstance(error, Refused) and not self._options.say(error):
            self._whom.choice.say(error)
        known = isinstance(error, RegularsError)
        hint = error.hint if isinstance(error, LeftOut) else ""
        self._nothing(str(error) if known else _("This paper could not be made."), hint)

    def fields_failed(self, error: Exception) -> None:
        """The fields could not be asked for."""
        self._failed(self._asked, error)

    def _nothing(self, sentence: str, detail: str = "") -> None:
        self.looked = self._drawn = None
        self._side.show_person("", "", first=True, last=True)
        self._side.paper.say(sentence, detail)
        self.changed.emit()
