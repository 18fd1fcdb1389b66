"""The import formats of the program, found in their folder."""

from __future__ import annotations

from app.exchange import formats
from app.exchange.importing import ImportFormat
from app.kernel.registry import Registry

FORMATS: Registry[ImportFormat] = Registry(formats, "FORMAT")
