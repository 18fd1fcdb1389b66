"""Where things are: what ships with the program, and what belongs to the person."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path


def project_folder() -> Path:
    """The folder that holds `app`, `resources` and `migrations`."""
    return Path(__file__).resolve().parents[2]


def resource(*parts: str) -> Path:
    """A file or folder that ships with the program."""
    return project_folder().joinpath("resources", *parts)


@lru_cache(maxsize=1)
def _platform_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("regulars", appauthor=False)


def data_folder() -> Path:
    """The person's folder for shops and settings; `REGULARS_HOME` moves it."""
    home = os.environ.get("REGULARS_HOME")
    return Path(home) if home else _platform_data()
