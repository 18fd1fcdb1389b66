"""One window a shop: the lock beside its file, and the knock of a second start that brings the first forward.

The lock decides; the local socket only carries the knock, so that a lost knock never opens a shop twice.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from app.bootstrap import lock_path
from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_PATIENCE_MS = 500
"""How long a knock may take: the other window may be busy painting."""


class Seat(QObject):
    """The right to be the one window of a shop. `knocked` is a second start of the same shop."""

    knocked = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._lock = QLockFile(str(lock_path(path)))
        # A window may stay open for weeks; a lock left by a crash is told by its process being gone.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Take the seat; False when another window has it. `WorldFault` where no lock can be written."""
        if self._lock.tryLock(0):
            return True
        if self._lock.error() == QLockFile.LockError.LockFailedError:
            return False
        raise WorldFault(
            _("The folder of “{name}” cannot be written. Choose a folder of your own.").format(
                name=self._path.name
            )
        )

    def listen(self) -> None:
        """Hear knocks from now on; only who has the seat may. Without it only the knock is lost."""
        from PySide6.QtNetwork import QLocalServer

        name = _door(self._path)
        QLocalServer.removeServer(name)  # left by a crash: the lock is ours, so nobody listens
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(name)

    def knock(self) -> bool:
        """Ask the window that has the seat to come forward; False when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(_door(self._path))
        heard = socket.waitForConnected(_PATIENCE_MS)
        socket.abort()
        return heard

    def refusal(self) -> Refused:
        """Why a shop whose window does not answer cannot be opened here, in a sentence."""
        host = self._lock.getLockInfo()[1]
        if host:
            words = _("“{name}” is open in another window, on the computer “{host}”. Close it there first.")
            return Refused(words.format(name=self._path.name, host=host))
        return Refused(_("“{name}” is open in another window.").format(name=self._path.name))

    def release(self) -> None:
        """Give the seat back."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        self._lock.unlock()

    def _answer(self) -> None:
        if self._server is None:
            return
        visitor = self._server.nextPendingConnection()
        if visitor is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.disconnectFromServer()
        self.knocked.emit()


def _door(path: Path) -> str:
    """The name of a shop's socket: the same for every link to the file, with nothing of its name in it."""
    return "regulars-" + hashlib.sha256(str(lock_path(path)).encode()).hexdigest()[:24]
