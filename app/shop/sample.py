"""The sample shop: a believable one to look around in, made on this computer when first asked for."""

from __future__ import annotations

from pathlib import Path

from app.kernel.paths import data_folder


def sample_shop_path() -> Path:
    """Where the sample shop is, or will be once it is made."""
    return data_folder() / "Sample shop.regulars"
