"""Plots as pictures: PNG files with question, sentence, picture and shop, drawn without a window."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.insights.chart import Tone
from app.insights.pictures import Bar, Bars
from app.insights.plot import Span
from app.insights.plot_name import plot_name
from app.kernel.errors import WorldFault
from app.kernel.progress import Cancelled, Progress
from app.printing.document import render
from app.printing.figures import figure_height
from app.printing.palette import ACCENT, INK, LOSS, MUTED, WHITE, Colour, tone_of
from app.printing.plot_pictures import (
    SCALE,
    PlotPicture,
    PlotSheet,
    picture_of,
    save_picture,
    save_pictures,
)
from app.shop.colours import contrast
from tests.printing.reading import text_of
from tests.printing.samples import SHOP
from tests.unit.insights.plot_samples import COHORTS, PICTURES, known


def image_of(plot_id: str) -> Image.Image:
    return Image.open(BytesIO(picture_of(known(plot_id), SHOP))).convert("RGB")


def channels(colour: Colour) -> tuple[int, ...]:
    return tuple(round(part * 255) for part in colour)


def count(image: Image.Image, colour: Colour) -> int:
    return sum(n for n, found in image.getcolors(1 << 24) if found == channels(colour))


def words_of(plot_id: str, **changed: object) -> str:
    out = BytesIO()
    render(PlotPicture(), PlotSheet(replace(known(plot_id), **changed), SHOP), out)
    return re.sub(r"\s+", " ", text_of(out.getvalue()))


@pytest.mark.parametrize("plot_id", list(PICTURES))
def test_each_says_its_question_its_answer_the_shop_and_the_day(plot_id: str) -> None:
    said = words_of(plot_id)
    assert f"Question of {plot_id}?" in said and "You kept 1,204 of 1,310." in said
    assert SHOP.name in said and "Aug to Oct 2026" in said and "As of 22 Nov 2026" in said


@pytest.mark.parametrize("plot_id", list(PICTURES))
def test_each_is_twice_as_wide_as_its_card_and_light(plot_id: str) -> None:
    image = image_of(plot_id)
    assert image.width == 1384
    assert image.getpixel((3, 3)) == image.getpixel((image.width - 3, image.height - 3)) == (255, 255, 255)
    assert count(image, ACCENT) > 200, "the thing itself is in the house's green"


def test_the_cells_of_a_table_are_as_strong_as_their_shares() -> None:
    image = image_of("cohorts")
    for share in (525, 300, 250):
        ground, _ink = tone_of(ACCENT, share / COHORTS.most)
        assert count(image, ground) > 1_000
    assert count(image, tone_of(ACCENT, 0.0)[0]) < 50, "what is not over yet has no cell"
    said = words_of("cohorts")
    assert "53 %" in said and "30 %" in said and "First bought" in said and "Sept 2026 20" in said


def test_words_are_read_on_every_tone_of_every_shops_colour() -> None:
    for strong in (ACCENT, (0.59, 0.16, 0.24), (0.0, 0.0, 0.0), (0.36, 0.23, 0.55)):
        for step in range(101):
            ground, ink = tone_of(strong, step / 100)
            assert ink in (WHITE, INK)
            assert contrast(channels(ground), channels(ink)) >= 4.5  # type: ignore[arg-type]


def test_lost_hangs_below_and_a_line_has_its_band() -> None:
    bars = image_of("kept")
    lost = [y for y in range(bars.height) if any(bars.getpixel((x, y)) == channels(LOSS) for x in ROW)]
    kept = [y for y in range(bars.height) if any(bars.getpixel((x, y)) == channels(ACCENT) for x in ROW)]
    assert max(kept) <= min(one for one in lost if one > bars.height // 2)
    fan = image_of("better")
    assert count(fan, ACCENT) > 500 and count(fan, MUTED) > 500
    pale = [n for n, found in fan.getcolors(1 << 24) if n > 1_500 and found[1] > found[0] > 200]
    assert pale, "a pale band"
    assert "€14,000" in words_of("better") and "€0" not in words_of("better")


ROW = range(200, 1_300, 7)


def test_a_mark_is_named_and_bars_tell_their_values() -> None:
    assert "half within 14 days" in words_of("gaps")
    said = words_of("standing")
    assert "Champions" in said and "61 %" in said and "4 %" in said
    assert "Monday" in words_of("hours") and "09:00" in words_of("hours")


def test_nothing_has_no_bar() -> None:
    bars = Bars((Bar("Champions", 10, "100 %"), Bar("Lost", 0, "0 %", Tone.LOSS)))
    image = Image.open(BytesIO(picture_of(replace(known("standing"), picture=bars), SHOP))).convert("RGB")
    assert count(image, ACCENT) > 1_000 and count(image, LOSS) == 0


def test_an_answer_without_a_picture_is_none() -> None:
    with pytest.raises(ValueError):
        picture_of(replace(known("kept"), picture=None), SHOP)


def test_long_and_hostile_words_stay_words() -> None:
    title = "Why <b>not</b> & \N{RIGHT-TO-LEFT OVERRIDE}what " + "long " * 60
    said = words_of("kept", title=title, sentence=(Span("*" * 900), Span(" strong", True)))
    assert "Why <b>not</b> & " in said and "…" in said
    assert figure_height(PICTURES["kept"]) > 100


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert picture_of(known("cohorts"), SHOP) == picture_of(known("cohorts"), SHOP)


def test_all_go_into_a_folder_that_is_made(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    plots = [*(known(one) for one in PICTURES), replace(known("kept"), plot="none", picture=None)]
    folder = tmp_path / "new" / "pictures"
    files = save_pictures(
        plots, SHOP, folder, Progress(lambda done, total, _words: told.append((done, total)))
    )
    assert len(files) == len(set(files)) == len(PICTURES)
    assert {file.name for file in folder.iterdir()} == {file.name for file in files}
    assert files[0].name == f"{plot_name(plots[0])}.png" == "Question of cohorts 2026-11-22.png"
    assert told[-1] == (6, 6)
    assert abs(SCALE * 519 - 1384) < 1


def test_questions_of_one_name_do_not_overwrite_one_another(tmp_path: Path) -> None:
    twice = [replace(known("kept"), title="Same?"), replace(known("gaps"), title="Same?")]
    assert len({file.name for file in save_pictures(twice, SHOP, tmp_path, Progress())}) == 2


def test_stopping_leaves_whole_files(tmp_path: Path) -> None:
    progress = Progress(lambda done, _total, _words: progress.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        save_pictures([known(one) for one in PICTURES], SHOP, tmp_path, progress)
    left = list(tmp_path.iterdir())
    assert len(left) == 2
    for file in left:
        with Image.open(file) as image:
            image.verify()


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    with pytest.raises(WorldFault, match="taken"):
        save_pictures([known("kept")], SHOP, taken, Progress())
    with pytest.raises(WorldFault):
        save_picture(known("kept"), SHOP, tmp_path)
    assert taken.read_text(encoding="utf-8") == "a file"
