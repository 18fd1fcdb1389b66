"""Drawing one part of a run for many, here or in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.context import ShopContext
from app.kernel.db.engine import open_engines
from app.kernel.errors import NotFound, WorldFault
from app.kernel.i18n import _
from app.kernel.unit import View
from app.kernel.whole_files import not_written
from app.printing.document import Document, LeftOut, draw, gathered, language_of, render
from app.printing.spool import Part


@dataclass(frozen=True)
class Errand:
    """What a process must know to draw parts: the shop's file, the moment that counts, the document and its
    options. `folder` is where each gets a file of its own, None for pages of one file; `digits` is how many
    the number before such a file's name has."""

    shop: Path
    now: datetime
    context: ShopContext
    document: str
    options: dict[str, Any]
    folder: Path | None
    digits: int


_here: tuple[Book, Document[Any], Errand] | None = None


def open_errand(errand: Errand) -> None:
    """Called once in a process that draws: open the shop to read in it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who prints is told to stop, and stops this process
    end_with_parent()
    global _here  # noqa: PLW0603  -- one errand a process
    from app.printing.registry import DOCUMENTS

    book = Book(errand.shop, open_engines(errand.shop), FixedClock(errand.now), errand.context)
    document = DOCUMENTS.get(errand.document)
    if document is None:
        raise RuntimeError(f"there is no document {errand.document}")
    _here = book, document, errand


def end_with_parent() -> None:
    """End this process when the one that began it has: a program that was killed cannot stop those that draw
    for it, and they would wait for ever."""
    Thread(target=_wait_for_its_end, name="parent", daemon=True).start()


def _wait_for_its_end() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def draw_in_errand(at: int, ids: Sequence[int], path: Path) -> None:
    """Draw one part in a process that was opened for it."""
    if _here is None:
        raise RuntimeError("this process was not opened for an errand")
    book, document, errand = _here
    draw_part(book, document, errand, at, ids, path)


def draw_part(
    book: Book, document: Document[Any], errand: Errand, at: int, ids: Sequence[int], path: Path
) -> None:
    """Draw the document for `ids`, the first of whom is number `at` of the run, and keep it at `path`.

    Who has nothing to print, or is gone from the book since, is counted by why.
    """
    part = Part()
    book.ask(partial(_fill, part=part, document=document, errand=errand, at=at, ids=ids))
    try:
        part.write(path)
    except OSError as fault:
        raise WorldFault(not_written(fault, path)) from fault


def _fill(
    view: View, part: Part, document: Document[Any], errand: Errand, at: int, ids: Sequence[int]
) -> None:
    head = part.head
    for place, customer_id in enumerate(ids, start=at + 1):
        try:
            data = gathered(document, view, (customer_id,), errand.options)
        except LeftOut as out:
            head.left_out[out.reason] = head.left_out.get(out.reason, 0) + 1
            continue
        except NotFound:
            gone = _("are not in the book any more")
            head.left_out[gone] = head.left_out.get(gone, 0) + 1
            continue
        if errand.folder is None:
            if not head.items:
                head.language = language_of(document.imprint(data))
            draw(document, data, part, errand.options)
        else:
            name = f"{place:0{errand.digits}d} {document.file_name(data)}.pdf"
            head.own_pages += render(document, data, errand.folder / name, errand.options).pages
            head.files.append(name)
        head.items += 1
        for name, figure in document.sums(data).items():
            head.sums[name] = head.sums.get(name, 0) + figure
