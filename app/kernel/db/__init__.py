"""The file underneath: driver, connections, schema versions, and what a shop file is."""

from app.kernel.db.base import Base
from app.kernel.db.engine import Engines, open_engines

__all__ = ["Base", "Engines", "open_engines"]
