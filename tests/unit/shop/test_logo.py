"""The logo as the book keeps it: one in use, the ones before for as long as they may be wanted back."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.journal import Undo, last_action, undo_last
from app.kernel.paths import project_folder
from app.kernel.unit import View
from app.shop.logo import KEPT, SaveLogo, save_logo
from app.shop.models import ShopPicture
from app.shop.on_paper import Picture, logo, paper_shop


def png(colour: tuple[int, int, int], size: tuple[int, int] = (40, 20)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def colour_of(picture: Picture | None) -> object:
    return None if picture is None else Image.open(BytesIO(picture.content)).convert("RGB").getpixel((1, 1))


def rows(view: View) -> int:
    return view.session.scalar(select(func.count()).select_from(ShopPicture)) or 0


def test_a_logo_is_kept_and_every_paper_has_it(book: Book) -> None:
    saved = book.do(save_logo, SaveLogo(png((9, 8, 7)), request_id="one"))
    assert (saved.width, saved.height) == (40, 20)
    assert colour_of(book.ask(logo)) == (9, 8, 7)
    assert book.ask(paper_shop).logo == book.ask(logo)
    assert book.do(save_logo, SaveLogo(png((9, 8, 7)), request_id="one")) == saved


def test_each_change_can_be_taken_back_one_after_the_other(book: Book) -> None:
    for colour in ((1, 1, 1), (2, 2, 2)):
        book.do(save_logo, SaveLogo(png(colour)))
    book.do(save_logo, SaveLogo(None))
    assert book.ask(logo) is None
    for expected in ((2, 2, 2), (1, 1, 1), None):
        book.do(undo_last, Undo())
        assert colour_of(book.ask(logo)) == expected
    assert book.ask(rows) == 0
    with pytest.raises(Refused, match="nothing to undo"):
        book.do(undo_last, Undo())


def test_the_same_logo_again_is_no_action(book: Book) -> None:
    book.do(save_logo, SaveLogo(None))
    assert book.ask(last_action, "Till 1") is None
    book.do(save_logo, SaveLogo(png((1, 1, 1))))
    first = book.ask(last_action, "Till 1")
    book.do(save_logo, SaveLogo(png((1, 1, 1))))
    assert book.ask(last_action, "Till 1") == first


def test_two_logos_in_turn_are_kept_twice_and_no_more(book: Book) -> None:
    for turn in range(7):
        book.do(save_logo, SaveLogo(png((turn % 2, 0, 0))))
    assert book.ask(rows) <= 3
    book.do(undo_last, Undo())
    assert colour_of(book.ask(logo)) == (1, 0, 0)


def test_old_logos_do_not_pile_up_and_an_undo_that_reaches_too_far_is_refused(
    book: Book, clock: FixedClock
) -> None:
    for turn in range(KEPT + 4):
        clock.advance(minutes=1)
        book.do(save_logo, SaveLogo(png((turn, 0, 0))))
    assert book.ask(rows) == KEPT + 1
    for turn in range(KEPT):
        book.do(undo_last, Undo())
        assert colour_of(book.ask(logo)) == (KEPT + 2 - turn, 0, 0)
    now = book.ask(logo)
    with pytest.raises(Refused, match="no longer kept"):
        book.do(undo_last, Undo())
    assert book.ask(logo) == now


def test_what_is_no_picture_changes_nothing(book: Book) -> None:
    book.do(save_logo, SaveLogo(png((1, 1, 1))))
    with pytest.raises(Refused, match="no picture"):
        book.do(save_logo, SaveLogo(b"<html>"))
    assert colour_of(book.ask(logo)) == (1, 1, 1)


def regulars(shop_file: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments, "--shop", str(shop_file)],
        capture_output=True, text=True, cwd=project_folder(), env=dict(os.environ), check=False,
    )  # fmt: skip


def test_the_command_shows_changes_and_undoes_in_processes_of_their_own(
    shop_file: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(png((5, 5, 5)))
    done = regulars(
        shop_file, "shop", "--colour", "ffd54a", "--opening-hours", "Mo–Fr 9–18",
        "--opening-hours", "Sa 9–14", "--paper", "letter", "--logo", str(picture),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for said in ("Colour: #ffd54a", "Mo–Fr 9–18 / Sa 9–14", "Paper: LETTER", "40 × 20", "darker shade"):
        assert said in done.stdout
    assert regulars(shop_file, "undo").stdout.strip() == "Undone: Logo changed"
    assert regulars(shop_file, "undo").stdout.strip() == "Undone: Shop profile changed"
    shown = regulars(shop_file, "shop", "--json").stdout
    assert '"logo": null' in shown
    assert '"colour": ""' in shown
    refused = regulars(shop_file, "shop", "--logo", str(shop_file), "--colour", "0e6656")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert '"colour": ""' in regulars(shop_file, "shop", "--json").stdout
