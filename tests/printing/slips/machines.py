"""A receipt printer made of a thread and a socket, and what its head would have burnt into the paper."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

_ENDS = (b"\x1dVB\x00", b"\x1bd\x05")


@dataclass(frozen=True)
class Burnt:
    """What a stream of codes says: the names of its commands in order, and the dots of all its pictures."""

    commands: list[str]
    image: Image.Image


def burnt(stream: bytes) -> Burnt:
    """Read a stream as a printer does. Raises AssertionError for every code a slip has no business with:
    that of the cash drawer, ESC p, among them."""
    commands: list[str] = []
    rows: list[bytes] = []
    width = at = 0
    while at < len(stream):
        head = stream[at : at + 3]
        if head[:2] == b"\x1b@":
            commands.append("init")
            at += 2
        elif head == b"\x1dv0":
            assert stream[at + 3] == 0, "dots are printed one for one"
            wide = int.from_bytes(stream[at + 4 : at + 6], "little")
            tall = int.from_bytes(stream[at + 6 : at + 8], "little")
            assert not rows or width == wide
            width = wide
            at += 8
            rows += [stream[at + row * wide : at + (row + 1) * wide] for row in range(tall)]
            at += wide * tall
            commands.append("dots")
        elif head == b"\x1dVB":
            commands.append("cut")
            at += 4
        elif head[:2] == b"\x1bd":
            commands.append("feed")
            at += 3
        elif head == b"\x10\x04\x01":
            commands.append("how are you")
            at += 3
        elif head == b"\x1dr\x01":
            commands.append("are you done")
            at += 3
        else:
            raise AssertionError(f"a slip has no such code: {stream[at : at + 8]!r}")
    image = Image.frombytes("1", (width * 8, len(rows)), bytes(255 - byte for byte in b"".join(rows)))
    return Burnt(commands, image)


def until(so: Callable[[], object], seconds: float = 8.0) -> None:
    """Look again and again until something is so."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not so():
        assert time.monotonic() < end, "it never came to that"
        pause.wait(0.01)


class FakePrinter:
    """Listens on loopback from `start` to `stop`, any number of times on the same port.

    `talks`: answers the questions for its state. `stalls`: takes the call and reads nothing. `dies_after`
    bytes it hangs up with a bang. `state`: its answer to how it is, 0x12 for well and 0x1a for not ready.
    """

    def __init__(
        self, *, talks: bool = False, stalls: bool = False, dies_after: int | None = None, state: int = 0x12
    ) -> None:
        self.talks, self.stalls, self.dies_after, self.state = talks, stalls, dies_after, state
        self.done_after = True
        self.jobs: list[bytes] = []
        self.calls = 0
        self.port = 0
        self._listener: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._open: list[socket.socket] = []
        self.start()

    def start(self) -> None:
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # as little as printers have
        self._listener.bind(("127.0.0.1", self.port))
        self._listener.listen(4)
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, args=(self._listener,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Off: calls are refused from now on."""
        if self._listener is not None:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for call in self._open:
            call.close()
        self._open.clear()
        if self._thread is not None:
            self._thread.join(5)
            assert not self._thread.is_alive()
            self._thread = None

    @property
    def slips(self) -> list[Burnt]:
        """The slips that came out whole."""
        return [burnt(job) for job in self.jobs if job.removesuffix(b"\x1dr\x01").endswith(_ENDS)]

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                call, _who = listener.accept()
            except OSError:
                return
            self.calls += 1
            self._open.append(call)
            if not self.stalls:
                self._take(call)

    def _take(self, call: socket.socket) -> None:
        got = b""
        try:
            while chunk := call.recv(2048):
                got += chunk
                if self.dies_after is not None and len(got) >= self.dies_after:
                    call.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                    break
                if self.talks:
                    if chunk.endswith(b"\x10\x04\x01"):
                        call.sendall(bytes([self.state]))
                    elif chunk.endswith(b"\x10\x04\x04"):
                        call.sendall(b"\x72")
                    elif got.endswith(b"\x1dr\x01") and self.done_after:
                        call.sendall(b"\x00")
        except OSError:
            pass
        finally:
            call.close()
            if call in self._open:
                self._open.remove(call)
        self.jobs.append(got)
