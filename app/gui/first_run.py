"""The page before there is a shop: start one, open one, or look around in the sample."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bootstrap import create_shop
from app.gui.files import documents_folder, shop_dialog
from app.gui.long_work import LongWork
from app.gui.new_shop import NewShopForm
from app.gui.recent_shops import RecentShops
from app.gui.widgets.banner import Banner
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import Panel
from app.kernel.clock import Clock
from app.kernel.errors import RegularsError
from app.kernel.i18n import _
from app.shop.recent import recent
from app.shop.sample import sample_shop_path

_SMALLEST = QSize(960, 640)


class FirstRun(QWidget):
    """Closes itself when a shop is `chosen`, which stays None when the person closes the window.

    `problem` is why the shop that was wanted could not be opened. The sample shop is chosen by its path,
    whether it has been made yet or not.
    """

    decided = Signal()

    def __init__(self, problem: str = "", clock: Clock | None = None, folder: Path | None = None) -> None:
        super().__init__()
        self.chosen: Path | None = None
        self._clock = clock
        self.setWindowTitle("Regulars")
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(_SMALLEST)
        self.resize(1100, 700)
        self.banner = Banner(problem, "rose")
        self.banner.setVisible(bool(problem))
        self.form = NewShopForm(folder)
        self.form.submitted.connect(self._create)
        self.recent = RecentShops(recent())
        self.recent.chosen.connect(self._choose)
        self.open_button = Button(_("Open a shop file…"), icon="open")
        self.open_button.clicked.connect(self._browse)
        self.sample_button = Button(_("Look around in the sample shop"), icon="visit")
        self.sample_button.clicked.connect(self._take_sample)
        self._lay_out()
        self.form.name.setFocus()

    def _lay_out(self) -> None:
        left = Panel(name=_("A new shop"))
        left.add(self.form, 1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(left, 5)
        middle.addWidget(self._others(), 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(14)
        column.addLayout(self._head())
        column.addWidget(self.banner)
        column.addLayout(middle, 1)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(PlainLabel(_("Regulars"), "title"))
        words = _("The book of the people who come back. It stays on this computer.")
        head.addWidget(PlainLabel(words, "muted"))
        return head

    def _others(self) -> Panel:
        panel = Panel(name=_("A shop there is"))
        panel.setMinimumWidth(280)
        part = panel.section()
        part.column.setSpacing(8)
        part.column.addWidget(PlainLabel(_("Is there a book already?"), "heading"))
        part.column.addWidget(self.open_button)
        part.column.addWidget(self.sample_button)
        words = _("The sample is an invented shop with a year of customers. Nothing in it is real.")
        part.column.addWidget(PlainLabel(words, "caption", wrap=True))
        panel.add_line()
        panel.add(self.recent, 1)
        return panel

    def _create(self) -> None:
        path, wish = self.form.path(), self.form.command()
        self.form.create_button.setEnabled(False)
        try:
            if path.parent == documents_folder():
                path.parent.mkdir(parents=True, exist_ok=True)
            LongWork(_("Making the book of {name}").format(name=wish.name), cancellable=False).run(
                lambda _progress: create_shop(path, wish, self._clock)
            )
        except RegularsError as error:
            self.form.show_problem(error)
        except OSError:
            words = _("The folder “{folder}” cannot be made. Choose another place.")
            self.form.show_problem(RegularsError(words.format(folder=path.parent)))
        else:
            self._choose(path)
        finally:
            self.form.create_button.setEnabled(True)

    def _browse(self) -> None:
        dialog = shop_dialog(self)
        dialog.fileSelected.connect(self._browsed)
        dialog.open()

    def _browsed(self, path: str) -> None:
        self._choose(Path(path))

    def _take_sample(self) -> None:
        self._choose(sample_shop_path())

    def _choose(self, path: Path) -> None:
        self.chosen = path
        self.decided.emit()
        self.close()
