"""The window on a real file, from the application object to the last drained job."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.gui import app as gui_app
from app.gui.jobs import Jobs
from app.gui.main_window import MainWindow
from app.gui.page import Page, PageKind
from app.kernel.errors import Refused
from app.kernel.registry import Registry
from tests.gui import conftest


class _Plain(Page):
    pass


KINDS = (PageKind("counter", "Counter", "counter", _Plain),)


@dataclass(frozen=True)
class _Ask:
    text: str


def _echo(_view: object, text: str) -> str:
    return text.upper()


def _decline(_unit: object, cmd: _Ask) -> None:
    raise Refused(f"Not {cmd.text}.")


def test_jobs_understand_the_real_book(show, book) -> None:
    jobs = Jobs(book)
    owner, got = show(QWidget()), []
    jobs.read(owner, "a", _echo, "mari", done=got.append)
    jobs.write(owner, _decline, _Ask("that"), failed=lambda error: got.append(str(error)))
    jobs.run(owner, "b", str.lower, "ABC", done=got.append)
    assert jobs.drain()
    jobs.close()
    assert sorted(got) == ["MARI", "Not that.", "abc"]


def test_the_window_runs_and_closes(qapp, book, settings, monkeypatch) -> None:
    seen: list[str] = []
    hook = sys.excepthook

    def look() -> None:
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        seen.append(window.current_id)
        window.close()
        window.deleteLater()

    monkeypatch.setattr(gui_app, "page_kinds", lambda: KINDS)
    QTimer.singleShot(0, look)
    assert gui_app.run(book, mode="light", settings=settings) == 0
    assert seen == ["counter"]
    assert sys.excepthook is sys.__excepthook__
    sys.excepthook = hook


def test_a_page_is_added_by_adding_a_file(tmp_path, monkeypatch) -> None:
    package = tmp_path / "some_pages"
    package.mkdir()
    (package / "__init__.py").write_text('"""Pages."""', "utf-8")
    (package / "today.py").write_text(
        "from app.gui.page import PageKind\nPAGE = PageKind('today', 'Today', 'today', None, order=2)\n",
        "utf-8",
    )
    (package / "counter.py").write_text(
        "from app.gui.page import PageKind\nPAGE = PageKind('counter', 'Till', 'counter', None, order=1)\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import some_pages  # type: ignore[import-not-found]

    registry: Registry[PageKind] = Registry(some_pages, "PAGE")
    assert [kind.id for kind in registry] == ["counter", "today"]


def test_the_pages_of_the_program_are_found() -> None:
    assert len({kind.id for kind in gui_app.page_kinds()}) == len(gui_app.page_kinds())


def test_what_is_left_behind_is_seen(qapp) -> None:
    timer, widget = QTimer(), QWidget()
    widget.setObjectName("forgotten")
    timer.start(60_000)
    try:
        assert timer in conftest._running_timers()
        assert conftest._stayed(widget, set())
        assert "forgotten" in conftest._name(widget)
    finally:
        timer.stop()
        widget.deleteLater()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_gallery_is_drawn(qapp, tmp_path, monkeypatch, mode) -> None:
    from app.gui import gallery
    from app.gui.theme.theme import theme

    monkeypatch.setattr(gallery, "_MODES", (mode,))
    try:
        written = gallery.render(tmp_path)
    finally:
        theme().apply(qapp, "light")
    assert len(written) == len(gallery.SHEETS) > 5
    assert all(path.stat().st_size > 4_000 for path in written)
