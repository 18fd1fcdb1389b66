"""Pictures of the window, taken without a screen."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtGui import QColor, QImage

from app.bootstrap import open_shop
from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.screenshot import take
from app.gui.theme.theme import theme
from app.gui.theme.tokens import DARK, LIGHT
from app.kernel.errors import NotFound, Refused, WorldFault
from app.kernel.paths import project_folder


@pytest.fixture(autouse=True)
def light_again(qapp):
    yield
    theme().apply(qapp, "light")


PAGES = ("counter", "customers", "loyalty", "reports", "print", "settings", "first-run")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("mode", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_every_page_is_drawn(qapp, shop_file, tmp_path, page, mode, tokens) -> None:
    out = tmp_path / "page.png"
    take(shop_file, page, out, (1024, 768), mode)
    picture = QImage(str(out))
    assert (picture.width(), picture.height()) == (1024, 768)
    corner = (4, 4) if page == "first-run" else (92, 60)
    assert picture.pixelColor(*corner) == QColor(tokens.paper)


def test_a_customer_is_found_and_opened(qapp, shop_file, tmp_path) -> None:
    with open_shop(shop_file) as book:
        book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt")))
    bare, opened = tmp_path / "bare.png", tmp_path / "opened.png"
    take(shop_file, "counter", bare)
    take(shop_file, "counter", opened, customer="maria")
    assert QImage(str(bare)) != QImage(str(opened))
    with pytest.raises(NotFound):
        take(shop_file, "counter", opened, customer="nobody like this")


def test_how_we_know_is_drawn_over_the_card(qapp, shop_file, tmp_path) -> None:
    with open_shop(shop_file) as book:
        book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt")))
    bare, opened = tmp_path / "bare.png", tmp_path / "opened.png"
    take(shop_file, "counter", bare, customer="maria")
    take(shop_file, "knowing", opened, customer="maria")
    below = [QImage(str(one)).copy(420, 400, 300, 200) for one in (bare, opened)]
    assert below[0] != below[1]
    with pytest.raises(Refused, match="Say which customer"):
        take(shop_file, "knowing", opened)


def test_nothing_is_kept_and_no_device_written_to(shop_file, tmp_path) -> None:
    """Settings are put in the place of their file: of /dev/null nothing was left, for who may do that."""
    nowhere, spare = tmp_path / "null", tmp_path / "spare"
    nowhere.touch()
    spare.mkdir()
    script = (
        "import os, sys\nfrom pathlib import Path\nos.devnull = sys.argv[1]\n"
        "from app.gui.screenshot import take\n"
        "take(Path(sys.argv[2]), 'customers', Path(sys.argv[3]))\n"
    )
    picture = tmp_path / "page.png"
    environment = os.environ | {"TMPDIR": str(spare), "PYTHONPATH": str(project_folder())}
    subprocess.run(
        [sys.executable, "-c", script, nowhere, shop_file, picture], check=True, env=environment, timeout=120
    )
    assert picture.stat().st_size > 1000
    assert nowhere.read_bytes() == b""
    assert not list(spare.iterdir())


def test_a_device_is_not_replaced_by_a_picture(qapp, shop_file, tmp_path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(WorldFault, match="device"):
        take(shop_file, "counter", pipe)
    assert pipe.is_fifo()


def test_a_list_is_drawn_with_its_rows(qapp, shop_file, tmp_path) -> None:
    pictures = []
    for name in ("Maria Schmidt", "Oluwaseun Kuti"):
        with open_shop(shop_file) as book:
            book.do(add_customer, AddCustomer(CustomerDraft(name)))
        take(shop_file, "customers", tmp_path / "list.png")
        pictures.append(QImage(str(tmp_path / "list.png")).copy(110, 215, 200, 40))
    assert pictures[0].isNull() is False
    assert pictures[0] != pictures[1]


def test_a_page_that_fails_is_no_picture(qapp, shop_file, tmp_path, monkeypatch) -> None:
    def fail(_view: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.gui.shop_settings.page.staff_list", fail)
    with pytest.raises(ZeroDivisionError):
        take(shop_file, "settings", tmp_path / "page.png")
    assert not (tmp_path / "page.png").exists()


def test_what_cannot_be_drawn_is_said(qapp, shop_file, tmp_path) -> None:
    out = tmp_path / "page.png"
    with pytest.raises(Refused, match=r"no page “cellar”.*customers"):
        take(shop_file, "cellar", out)
    with pytest.raises(Refused, match="at least 1000x640"):
        take(shop_file, "counter", out, (200, 200))
    with pytest.raises(Refused, match="which shop"):
        take(None, "counter", out)
    with pytest.raises(WorldFault, match="could not be written"):
        take(shop_file, "counter", tmp_path / "nowhere" / "page.png")
    assert not out.exists()
