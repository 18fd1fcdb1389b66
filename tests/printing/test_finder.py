"""Finding fonts on a machine."""

import logging
import shutil
from pathlib import Path

import pytest

from app.printing import finder, fonts
from app.printing.faces import load_face
from app.printing.fonts import Region, Weight, face_for


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose only fonts are in the folder given."""
    monkeypatch.setattr(finder, "_system_folders", lambda: [tmp_path])
    finder.installed.cache_clear()
    yield tmp_path
    finder.installed.cache_clear()
    fonts._fallbacks.cache_clear()
    face_for.cache_clear()


def test_the_helpful_come_first_and_the_slanted_not_at_all(machine: Path) -> None:
    for name in ("Zapf.ttf", "NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc", "DejaVuSans-Oblique.ttf",
                 "NotoColorEmoji.ttf", "readme.txt", "DejaVuSans.ttf"):  # fmt: skip
        (machine / name).touch()
    assert [path.name for path in finder.installed()] == [
        "NotoSansCJK-Regular.ttc",
        "NotoSansCJK-Bold.ttc",
        "DejaVuSans.ttf",
        "Zapf.ttf",
    ]


def test_a_package_that_is_not_installed_has_no_fonts() -> None:
    assert finder.packaged("no_such_font_package") == ()


def test_a_system_font_helps_out_and_a_broken_one_is_passed_over(
    machine: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (machine / "NotoSansBroken.ttf").write_bytes(b"not a font")
    hebrew = next(path for path in finder.packaged("manimgx_fonts") if path.name.startswith("NotoSansHebrew"))
    shutil.copy(hebrew, machine / "Wanted.ttf")
    monkeypatch.setattr(fonts, "packaged", lambda name: finder.packaged(name) if "inter" in name else ())
    fonts._fallbacks.cache_clear()
    fonts._say_unreadable.cache_clear()
    face_for.cache_clear()
    with caplog.at_level(logging.INFO, logger="regulars.printing"):
        face = face_for("ש", Weight.REGULAR, Region.CHINA)
    assert face is not None
    assert face.path.name == "Wanted.ttf"
    assert "NotoSansBroken.ttf cannot be read" in caplog.text


def test_a_face_that_forbids_embedding_is_not_used(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    hebrew = next(path for path in finder.packaged("manimgx_fonts") if path.name.startswith("NotoSansHebrew"))
    font = TTFont(hebrew)
    font["OS/2"].fsType = 2
    font.save(tmp_path / "Closed.ttf")
    with pytest.raises(OSError, match="may not be embedded"):
        load_face("closed", tmp_path / "Closed.ttf")
