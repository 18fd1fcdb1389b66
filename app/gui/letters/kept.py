"""Words of letters that are typed and not saved, kept on this computer: closing the window loses none."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QSettings

Drafts = dict[str, tuple[str, str]]
"""Title and body by the text they belong to."""


class KeptDrafts:
    """The drafts of one shop's texts among the settings of the window."""

    def __init__(self, settings: QSettings, shop: Path) -> None:
        self._settings = settings
        name = hashlib.sha256(str(shop).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._key = f"letters/{name}"

    def read(self) -> Drafts:
        """What was left; nothing where it cannot be read."""
        try:
            found = json.loads(str(self._settings.value(self._key, "{}")))
            return {str(text): (str(title), str(body)) for text, (title, body) in found.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def keep(self, drafts: Drafts) -> None:
        """Remember these, and no others."""
        if drafts:
            self._settings.setValue(self._key, json.dumps(drafts))
        else:
            self._settings.remove(self._key)
