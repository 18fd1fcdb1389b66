"""Finding the documents there are."""

from __future__ import annotations

from typing import Any

from app.kernel.registry import Registry
from app.printing import documents
from app.printing.document import Document

DOCUMENTS: Registry[Document[Any]] = Registry(documents, "DOCUMENT")
"""Every document by its id, for menus, forms and commands."""
