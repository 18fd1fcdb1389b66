"""The shop's logo: shown, chosen from a file or dropped here, taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.gui.theme.tokens import LIGHT
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _
from app.shop.on_paper import Picture
from app.shop.pictures import SUFFIXES

_PLACE = QSize(120, 36)


class LogoBox(QWidget):
    """`chosen(Path)` when a file was picked or dropped, `removed()` when there shall be none."""

    chosen = Signal(object)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.image = QLabel()
        self.image.setAccessibleName(_("The logo"))
        self.none = PlainLabel("", "caption", wrap=True)
        self.choose = Button(_("Choose…"), "secondary")
        self.choose.setAccessibleName(_("Choose a logo"))
        self.remove = Button(_("Remove"), "quiet")
        self.remove.setAccessibleName(_("Remove the logo"))
        self.error = PlainLabel("", "error", wrap=True)
        self.error.hide()
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.image)
        line.addWidget(self.none, 1)
        line.addWidget(self.choose)
        line.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 8)
        column.setSpacing(4)
        column.addWidget(PlainLabel(_("Logo"), "section"))
        column.addLayout(line)
        column.addWidget(self.error)
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(self.removed)
        self.show_logo(None)

    def show_logo(self, logo: Picture | None) -> None:
        """Show this one, or that there is none."""
        self.say("")
        self.remove.setVisible(logo is not None)
        self.image.setVisible(logo is not None)
        if logo is None:
            self.none.setText(_("None yet: choose a picture, or drop one here."))
            self.image.clear()
            return
        self.none.setText(_("{width} × {height} pixels").format(width=logo.width, height=logo.height))
        self.image.setPixmap(_on_paper(logo, self.devicePixelRatioF()))

    def say(self, sentence: str) -> None:
        """What is wrong with the file that was chosen; "" takes it away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _ask(self) -> None:
        dialog = QFileDialog(self, _("Choose a logo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        names = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        dialog.setNameFilters([_("Pictures ({names})").format(names=names), _("All files (*)")])
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _picked(self, place: str) -> None:
        self.chosen.emit(Path(place))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_of(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _file_of(event)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)


def _on_paper(logo: Picture, ratio: float) -> QPixmap:
    """The logo on white, as the printer has it: a dark one must be seen in the dark theme too."""
    pixmap = QPixmap()
    pixmap.loadFromData(logo.content, "PNG")
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    pixmap = pixmap.scaled(_PLACE * ratio, keep, smooth)
    border = round(4 * ratio)
    paper = QPixmap(pixmap.width() + 2 * border, pixmap.height() + 2 * border)
    paper.fill(QColor(LIGHT.surface))
    painter = QPainter(paper)
    painter.drawPixmap(border, border, pixmap)
    painter.end()
    paper.setDevicePixelRatio(ratio)
    return paper


def _file_of(event: QDropEvent) -> Path | None:
    """The one file that is being dropped."""
    places = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(places[0]) if len(places) == 1 else None
