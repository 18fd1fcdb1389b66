"""Finding font files: in the font packages installed with the program, then among the system's.

Only names are read here; a file is opened when a character is wanted that the faces before it lack.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
MOST_SYSTEM_FILES = 4000  # looked at by name; a designer's machine may have more
MOST_TRIED = 400  # opened in search of a character; past that a box is printed sooner than seconds are spent

# What usually has the characters most fonts lack, tried first among the system's fonts.
LIKELY = (
    *("notosanscjk", "sourcehansans", "msyh", "pingfang", "yugoth", "hiragino", "malgun", "applesdgothicneo"),
    *("notosans", "droidsansfallback", "wqy", "arialuni", "segoeui", "dejavusans", "freesans", "unifont"),
)
UNWANTED = ("italic", "oblique", "color", "mono", "condensed", "icons", "lastresort")


@lru_cache(maxsize=8)
def packaged(package: str) -> tuple[Path, ...]:
    """The font files of an installed font package, by name; empty when it is not installed."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return ()
    return tuple(_fonts_under(Path(spec.origin).parent))


@lru_cache(maxsize=1)
def installed() -> tuple[Path, ...]:
    """The system's upright fonts, the most helpful first."""
    files: list[Path] = []
    for folder in _system_folders():
        files.extend(_fonts_under(folder))
        if len(files) > MOST_SYSTEM_FILES:
            break
    upright = [path for path in files[:MOST_SYSTEM_FILES] if not _is_unwanted(path)]
    return tuple(sorted(upright, key=_helpfulness)[:MOST_TRIED])


def _fonts_under(folder: Path) -> list[Path]:
    found: list[Path] = []
    for parent, _folders, names in os.walk(folder):
        found.extend(Path(parent) / name for name in names if Path(name).suffix.lower() in SUFFIXES)
        if len(found) > MOST_SYSTEM_FILES:
            break
    return sorted(found, key=lambda path: (path.name, str(path)))


def _system_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return [windows, home / "AppData" / "Local" / "Microsoft" / "Windows" / "Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    shared = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
    return [
        *(Path(folder) / "fonts" for folder in shared if folder),
        home / ".local/share/fonts",
        home / ".fonts",
    ]


def _plain_name(path: Path) -> str:
    return path.stem.lower().replace("-", "").replace("_", "").replace(" ", "")


def _is_unwanted(path: Path) -> bool:
    name = _plain_name(path)
    return any(word in name for word in UNWANTED)


def _helpfulness(path: Path) -> tuple[int, bool, str]:
    name = _plain_name(path)
    rank = next((place for place, start in enumerate(LIKELY) if name.startswith(start)), len(LIKELY))
    return rank, "bold" in name or "light" in name or "thin" in name, str(path)
