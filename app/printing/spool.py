"""Where the pages of a sheet go: into a PDF at once, or into a part that is put together with others later.

A part holds pages that are drawn and compressed, and the glyphs they use; fonts are cut and embedded once,
for all parts. So two processes can draw one file, and a run that was stopped goes on where it was.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from app.printing.embed import UsedFaces
from app.printing.pdffile import finish, open_canvas
from app.printing.pictures import UsedPictures
from app.shop.on_paper import Picture

Size = tuple[float, float]


class Pages(Protocol):
    """What a sheet hands its finished pages to."""

    @property
    def faces(self) -> UsedFaces: ...

    @property
    def pictures(self) -> UsedPictures: ...

    def describe(self, title: str, author: str, subject: str) -> None:
        """What the file says of itself; the first word counts."""

    def take(self, code: str, size: Size) -> None:
        """One finished page."""


class PdfPages:
    """Pages of a PDF that is being written to `out`. `finish` ends the file; until then it is no PDF."""

    def __init__(self, out: BinaryIO, language: str) -> None:
        self._canvas, self._document = open_canvas(out, language)
        self._described = False
        self.faces, self.pictures = self._document.faces, self._document.pictures

    def describe(self, title: str, author: str, subject: str) -> None:
        if self._described:
            return
        self._described = True
        self._document.setTitle(title)
        self._document.setAuthor(author)
        self._document.setSubject(subject)

    def take(self, code: str, size: Size) -> None:
        self._document.add_ready(zlib.compress(code.encode("latin-1")), size)

    def take_part(self, part: Part) -> None:
        """Pages drawn elsewhere, in their order."""
        self.faces.join(part.faces)
        for picture in part.pictures:
            self.pictures.note(picture)
        at = 0
        for page in part.head.pages:
            self._document.add_ready(part.content[at : at + page.length], page.size)
            at += page.length

    def finish(self) -> None:
        """Write the end of the file."""
        finish(self._canvas, self._document)


@dataclass(frozen=True, slots=True)
class PartPage:
    """A page in a part: how many bytes its content has, and its size in points."""

    length: int
    size: Size


@dataclass(slots=True)
class PartHead:
    """What a part says of itself. `left_out` are (reason, how many); `files` the names of the files in which
    its items stand, where each has its own, on `own_pages` pages in all."""

    items: int = 0
    files: list[str] = field(default_factory=list)
    own_pages: int = 0
    sums: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    title: str = ""
    author: str = ""
    subject: str = ""
    language: str = ""
    pages: list[PartPage] = field(default_factory=list)


class Part:
    """Some pages of a file to come."""

    def __init__(self) -> None:
        self.head = PartHead()
        self.faces, self.pictures = UsedFaces(), UsedPictures()
        self._content: list[bytes] = []

    @property
    def content(self) -> bytes:
        """All pages, compressed, one after the other."""
        if len(self._content) != 1:
            self._content = [b"".join(self._content)]
        return self._content[0]

    def describe(self, title: str, author: str, subject: str) -> None:
        if not self.head.title:
            self.head.title, self.head.author, self.head.subject = title, author, subject

    def take(self, code: str, size: Size) -> None:
        content = zlib.compress(code.encode("latin-1"))
        self._content.append(content)
        self.head.pages.append(PartPage(len(content), size))

    def write(self, path: Path) -> None:
        """Keep it in a file, whole or not at all."""
        pictures = list(self.pictures)
        plain = {
            "head": asdict(self.head),
            "faces": self.faces.plain(),
            "pictures": [[len(picture.content), picture.width, picture.height] for picture in pictures],
        }
        head = json.dumps(plain).encode()
        begun = path.with_suffix(".tmp")
        with begun.open("wb") as file:
            file.write(len(head).to_bytes(8, "big"))
            file.write(head)
            for picture in pictures:
                file.write(picture.content)
            file.write(self.content)
        begun.replace(path)

    @classmethod
    def read(cls, path: Path) -> Part:
        """The part in a file that `write` made. Raises ValueError for anything else."""
        data = path.read_bytes()
        start = 8 + int.from_bytes(data[:8], "big")
        plain: dict[str, Any] = json.loads(data[8:start])
        part = cls()
        part.head = _head(plain["head"])
        part.faces = UsedFaces.from_plain(plain["faces"])
        for length, width, height in plain["pictures"]:
            part.pictures.note(Picture.of(data[start : start + length], width, height))
            start += length
        part._content = [data[start:]]
        if len(part.content) != sum(page.length for page in part.head.pages):
            raise ValueError(f"{path.name} is cut short")
        return part

    @classmethod
    def is_whole(cls, path: Path) -> bool:
        """Whether there is a part in the file, to its last byte."""
        try:
            cls.read(path)
        except (OSError, ValueError, KeyError, TypeError):
            return False
        return True

    @staticmethod
    def read_head(path: Path) -> PartHead:
        """What the part in a file says of itself, without its pages."""
        with path.open("rb") as file:
            plain = json.loads(file.read(int.from_bytes(file.read(8), "big")))
        return _head(plain["head"])


def _head(plain: dict[str, Any]) -> PartHead:
    pages = [PartPage(page["length"], tuple(page["size"])) for page in plain.pop("pages")]
    return PartHead(**plain, pages=pages)
