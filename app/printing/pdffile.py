"""A PDF that goes to its file page by page.

ReportLab keeps every page until the end; a shop that prints ten thousand statements into one file has not the
memory for that. Here a finished page and its content are written at once, and only their places are kept.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from app.printing.embed import UsedFaces
from app.printing.pictures import RESOURCE, UsedPictures

PDF_VERSION = (1, 5)


class _Info(pdfdoc.PDFInfo):
    """What the file says of itself, without the hour it was made: the same statement is the same file."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        entries = {
            "Title": pdfdoc.PDFString(self.title),
            "Author": pdfdoc.PDFString(self.author),
            "Subject": pdfdoc.PDFString(self.subject),
            "Creator": pdfdoc.PDFString("Regulars"),
            "Producer": pdfdoc.PDFString("ReportLab"),
        }
        return bytes(pdfdoc.PDFDictionary(entries).format(document))


class _Output(pdfdoc.PDFFile):
    """ReportLab's collector of bytes, which passes them on instead of keeping them."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__(PDF_VERSION)
        head = b"".join(self.strings)
        self.strings: list[bytes] = []
        self._out = out
        self.write = self._pass_on
        self._pass_on(head)

    def _pass_on(self, data: bytes) -> None:
        self._out.write(data)


_WRITTEN = pdfdoc.PDFObject()  # stands in the document's lists for what is in the file already


class StreamedDocument(pdfdoc.PDFDocument):
    """ReportLab's document, writing each page to `out` when it is finished."""

    Catalog: Any
    Pages: Any

    def __init__(self, out: BinaryIO, language: str) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=PDF_VERSION, lang=language)
        self.info = _Info()
        self.faces = UsedFaces()
        self.pictures = UsedPictures()
        self.delayedFonts += [self.faces, self.pictures]
        self._out = _Output(out)
        self.Reference(self.Pages)
        self.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})

    def Reference(self, obj: Any, name: str | None = None) -> Any:  # noqa: N802 - ReportLab's name
        """ReportLab's reference to an object, which it numbers when it is new."""
        return super().Reference(obj, name)  # type: ignore[no-untyped-call]

    def add_ready(self, content: bytes, size: tuple[float, float]) -> None:
        """Number a page and write it with its content (compressed by zlib); neither is kept.

        The faces and pictures it uses must be noted beside.
        """
        page: Any = pdfdoc.PDFPage()
        page.pagewidth, page.pageheight = size
        page._shadingUsed, page._colorsUsed = {}, {}
        page.ExtGState = None
        page.Contents = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": "/FlateDecode"}), content)
        if self.pictures:
            page.XObjects = self.Reference(self.pictures.resources, RESOURCE)
        name = self.thisPageName()
        reference = self.Reference(page, name)
        self.Pages.addPage(reference)
        self.pageCounter += 1
        self.inObject = None
        before = self.objectcounter
        self._put(name)
        for number in range(before + 1, self.objectcounter + 1):
            if self.numberToId[number] != RESOURCE:
                self._put(self.numberToId[number])

    def format(self) -> bytes:
        """Write what is left: fonts, the page tree, the table of places. All bytes went to `out` already."""
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        number = 0
        while number < len(self.numberToId):  # writing an object may name new ones
            number += 1
            name = self.numberToId[number]
            if name not in self.idToOffset:
                self._put(name)
        names = [self.numberToId[number] for number in range(1, len(self.numberToId) + 1)]
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, names)
        start = self._out.add(table.format(self))
        trailer = pdfdoc.PDFTrailer(startxref=start, Size=len(names) + 1, Root=root, Info=info, ID=self.ID())
        self._out.add(trailer.format(self))
        return b""

    def _put(self, name: str) -> None:
        data = pdfdoc.PDFIndirectObject(name, self.idToObject[name]).format(self)
        self.idToOffset[name] = self._out.add(data)
        if name != "BasicFonts":
            self.idToObject[name] = _WRITTEN


def open_canvas(out: BinaryIO, language: str) -> tuple[Canvas, StreamedDocument]:
    """A ReportLab canvas whose pages stream to `out`. `finish` must be called once at the end."""
    canvas: Any = Canvas(out, pageCompression=1, invariant=1)
    document = StreamedDocument(out, language)
    canvas._doc = document
    canvas._preamble = ""  # it would ask for Helvetica on every page
    return canvas, document


def finish(canvas: Canvas, document: StreamedDocument) -> None:
    """Write the end of the file. A page begun on the canvas itself is lost."""
    document.GetPDFData(canvas)
