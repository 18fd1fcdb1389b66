"""The panels of relationships as cards: read by themselves, and telling who is behind their figures."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.gui.insights.following import Following
from app.gui.insights.idic_board import IdicBoard
from app.gui.insights.relationship_panel import RelationshipPanel
from app.gui.page import Shell
from app.kernel.unit import View

if TYPE_CHECKING:
    from app.gui.insights.people_dialog import PeopleDialog
    from app.gui.models.relationships import MoveCell, StageBar


class StepsCard(RelationshipPanel):
    """How many stand on each step."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.dialog: PeopleDialog | None = None
        self.stage_chosen.connect(self._tell_who)
        self.following = Following(self, shell, "stages", _bars, self.set_bars)

    def _tell_who(self, step: str) -> None:
        bar = next(row.bar for row in self.rows if row.bar.id == step)
        self.dialog = _told(self._shell, self, bar.label, partial(_on_step, step=step), bar.takes)


class KnownCard(IdicBoard):
    """How many are identified, told apart, heard from and treated as their own."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.dialog: PeopleDialog | None = None
        self.cell_chosen.connect(self._tell_who)
        self.following = Following(self, shell, "moves", _cells, self.set_cells)

    def _tell_who(self, cell_id: str, ids: tuple[int, ...]) -> None:
        cell = next(view.cell for view in self.cells if view.cell.id == cell_id)
        self.dialog = _told(self._shell, self, cell.label, partial(_these, ids=ids), cell.missing)


def _told(
    shell: Shell, card: QWidget, title: str, ids_of: Callable[[View], Collection[int]], sentence: str
) -> PeopleDialog:
    """The list of those who are meant. It is loaded when it is first wanted."""
    from app.gui.insights.people_dialog import PeopleDialog

    dialog = PeopleDialog(shell, card, title, ids_of, sentence)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _bars(view: View) -> tuple[StageBar, ...]:
    from app.gui.models.relationships import stage_bars

    return stage_bars(view)


def _cells(view: View) -> tuple[MoveCell, ...]:
    from app.gui.models.relationships import move_cells

    return move_cells(view)


def _on_step(view: View, step: str) -> Collection[int]:
    from app.insights.relationship.stages import stages

    return [customer for customer, stands in stages(view).items() if stands == step]


def _these(_view: View, ids: tuple[int, ...]) -> Collection[int]:
    return ids
