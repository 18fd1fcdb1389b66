"""A feedback slip from the till's own printer: drawn as dots like any slip, printed at once."""

from __future__ import annotations

from io import BytesIO

from app.kernel.book import Book
from app.kernel.unit import View
from app.printing.document import Document, gathered, render
from app.printing.documents.feedback_slip import DOCUMENTS
from app.printing.feedback_face import FeedbackSlip
from app.printing.slips.queue import print_now
from app.printing.slips.raster import dots_of
from app.printing.slips.rolls import roll_of
from app.printing.slips.sending import encode
from app.printing.slips.setup import PrinterSetup
from app.touchpoints.asked import NoteAsked, note_asked
from app.touchpoints.kinds.asked import SLIP


def feedback_slip_codes(view: View, customer_id: int | None, setup: PrinterSetup) -> bytes:
    """The printer's codes of the slip of a customer, or of one with nobody's name."""
    of_customer, of_nobody = DOCUMENTS
    document: Document[FeedbackSlip] = of_nobody if customer_id is None else of_customer
    options = {"size": setup.width}
    data = gathered(document, view, () if customer_id is None else (customer_id,), options)
    out = BytesIO()
    render(document, data, out, options)
    return encode(dots_of(out.getvalue(), roll_of(setup.width)), setup)


def print_feedback_slip(book: Book, customer_id: int | None, setup: PrinterSetup) -> str:
    """Print it now, and note that the customer was asked once it is out; where to, in words. Raises in words
    when the printer does not take it."""
    print_now(setup, book.ask(feedback_slip_codes, customer_id, setup), book.path)
    if customer_id is not None:
        book.do(note_asked, NoteAsked((customer_id,), SLIP))
    return setup.place
