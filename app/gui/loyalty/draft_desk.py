"""The programme on the screen: what holds, an older one, or the draft, which is saved with each change.

A draft that contradicts itself stays on the screen with the reason, and is not saved until it is mended.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.gui.jobs import Jobs
from app.gui.models.programme_edits import Problem, problem_of, read_rules
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.loyalty.commands import DiscardDraft, SaveDraft, discard_draft, save_draft
from app.loyalty.queries import ProgrammeState
from app.loyalty.rules import Rules, rules_to_dict

_REMEMBERED = 50
"""Changes that can be taken back here."""


class DraftDesk(QObject):
    """`changed` follows everything that alters what is on the screen. Only a draft can be changed.

    `removed` are the words for what was just taken away, "" otherwise; `take_back` undoes the last change.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs, self._owner = jobs, owner
        self._saving = 0
        self._before: list[dict[str, Any]] = []
        self.state: ProgrammeState | None = None
        self.draft: dict[str, Any] | None = None
        self.older: int | None = None
        """The id of the version that is looked at; None for what holds, or the draft."""
        self.problem: Problem | None = None
        self.removed = ""

    @property
    def editing(self) -> bool:
        """Whether the draft is on the screen."""
        return self.draft is not None and self.older is None

    @property
    def plain(self) -> dict[str, Any]:
        """The programme on the screen."""
        if self.older is None and self.draft is not None:
            return self.draft
        return rules_to_dict(self.shown_rules())

    def shown_rules(self) -> Rules:
        """The rules on the screen that are in the file: an older version's, else what holds."""
        if self.state is None:
            return Rules()
        versions = (*self.state.scheduled, *self.state.history)
        older = next((version for version in versions if version.id == self.older), None)
        return older.rules if older is not None else self.state.rules

    def draft_rules(self) -> Rules | None:
        """The draft as rules; None without one, and while it contradicts itself."""
        if self.draft is None or self.problem is not None:
            return None
        rules = read_rules(self.draft)
        return rules if isinstance(rules, Rules) else None

    @property
    def empty(self) -> bool:
        """Whether there is no programme at all: none holds, none is drafted."""
        rules = self.state.rules if self.state else Rules()
        return (
            self.draft is None
            and self.older is None
            and not (rules.earning or rules.rewards or rules.stamp_cards)
        )

    def take(self, state: ProgrammeState) -> None:
        """The file was read. What is not saved yet stays as it is on the screen."""
        self.state = state
        known = {version.id for version in (*state.scheduled, *state.history)}
        if self.older not in known:
            self.older = None
        if not self._saving and self.problem is None:
            draft = None if state.draft is None else rules_to_dict(state.draft.rules)
            if draft is None or draft != self._tidy():
                self.draft = draft
            if draft is None:
                self._before, self.removed = [], ""
        self.changed.emit()

    def _tidy(self) -> dict[str, Any] | None:
        """The draft on the screen as the file would give it back."""
        rules = self.draft_rules()
        return None if rules is None else rules_to_dict(rules)

    def look_at(self, version: int | None) -> None:
        """Show an older or scheduled version, or (None) today's."""
        self.older = version
        self.changed.emit()

    def begin(self, rules: Rules | None = None) -> None:
        """A draft of what holds now, or of `rules`."""
        self.older = None
        self._put(rules_to_dict(rules if rules is not None else self.shown_rules()))

    def change(self, plain: Mapping[str, Any], *, removed: str = "") -> None:
        """Another draft: saved at once if it can be read."""
        if self.draft is not None:
            self._before = [*self._before[1 - _REMEMBERED :], self.draft]
        self._put(dict(plain), removed)

    def take_back(self) -> bool:
        """Undo the last change of this draft; False when there is none."""
        if not self._before:
            return False
        before = self._before.pop()
        self._put(before)
        return True

    def discard(self) -> None:
        """Throw the draft away, saved or not."""
        kept = self.state is not None and self.state.draft is not None
        self.problem, self.draft, self._before, self.removed = None, None, [], ""
        if kept:
            self._saving += 1
            self._jobs.write(
                self._owner,
                discard_draft,
                DiscardDraft(new_request_id()),
                done=self._saved,
                failed=self._failed,
            )
        self.changed.emit()

    def _put(self, plain: dict[str, Any], removed: str = "") -> None:
        self.draft, self.removed = plain, removed
        read = read_rules(plain)
        self.problem = read if isinstance(read, Problem) else None
        if isinstance(read, Rules):
            self._saving += 1
            wish = SaveDraft(read, new_request_id())
            self._jobs.write(self._owner, save_draft, wish, done=self._saved, failed=self._failed)
        self.changed.emit()

    def _saved(self, _result: object) -> None:
        self._saving -= 1

    def _failed(self, error: Exception) -> None:
        self._saving -= 1
        self.problem = problem_of(error) if isinstance(error, Refused) else Problem("", None, "", str(error))
        self.changed.emit()


def spoken(problem: Problem) -> str:
    """Why the draft is not saved, in one sentence."""
    return problem.sentence or _("The draft contradicts itself.")
