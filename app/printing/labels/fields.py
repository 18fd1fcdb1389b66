"""What every sheet of labels asks for: which sheet, where to begin, and the shop's own grid."""

from __future__ import annotations

from dataclasses import replace

from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.printing.geometry import MM, PAPERS, usual_paper
from app.printing.labels.sheetfill import SheetFill
from app.printing.labels.stock import STOCKS, LabelStock
from app.printing.options import Options
from app.shop.queries import shop_profile

CUSTOM = "custom"
LARGEST_NUDGE = 100  # tenths of a millimetre: a centimetre
SMALLEST = 5_000  # thousandths of a millimetre: nothing can be read on a label below 5 mm
_SLACK = 0.1  # mm that a grid may stand over for being measured with a ruler


def sheet_fields(default: str) -> tuple[Field, ...]:
    """The options of a document on labels; `default` is the id of the sheet it is mostly printed on."""
    stocks = (*((stock.id, stock.label) for stock in STOCKS.values()), (CUSTOM, _("Other labels")))
    return (
        Field("stock", _("Labels"), FieldKind.CHOICE, choices=stocks, default=default, required=True),
        Field(
            "start",
            _("Begin at label"),
            FieldKind.INTEGER,
            default=1,
            minimum=1,
            maximum=1000,
            help=_("For a sheet that was begun: counted along the rows, from the top left."),
        ),
        Field(
            "nudge_right",
            _("Move to the right"),
            FieldKind.INTEGER,
            default=0,
            minimum=-LARGEST_NUDGE,
            maximum=LARGEST_NUDGE,
            help=_("In tenths of a millimetre; below zero moves to the left."),
        ),
        Field(
            "nudge_down",
            _("Move down"),
            FieldKind.INTEGER,
            default=0,
            minimum=-LARGEST_NUDGE,
            maximum=LARGEST_NUDGE,
            help=_("In tenths of a millimetre; below zero moves up."),
        ),
        *(replace(field, when=("stock", CUSTOM)) for field in _grid_fields()),
    )


def _grid_fields() -> tuple[Field, ...]:
    """What a grid of one's own is measured by."""
    papers = tuple((paper.id, paper.label) for paper in PAPERS.values())
    millimetres = _("In millimetres.")
    return (
        Field("grid_paper", _("Paper"), FieldKind.CHOICE, choices=papers, default="a4"),
        Field("columns", _("Labels across"), FieldKind.INTEGER, minimum=1, maximum=20),
        Field("rows", _("Labels down"), FieldKind.INTEGER, minimum=1, maximum=50),
        _measure("width", _("Width of a label"), SMALLEST, millimetres),
        _measure("height", _("Height of a label"), SMALLEST, millimetres),
        _measure("left", _("Margin at the left"), 0, _("Left empty, the labels stand in the middle.")),
        _measure("top", _("Margin at the top"), 0, _("Left empty, the labels stand in the middle.")),
        _measure("across", _("From left edge to left edge"), SMALLEST, _("Left empty, without a gap.")),
        _measure("down", _("From top edge to top edge"), SMALLEST, _("Left empty, without a gap.")),
    )


def sheet_fields_now(view: View, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The same fields, with labels of the shop's own paper first and one of them chosen."""
    profile = shop_profile(view)
    paper = PAPERS.get(profile.paper.lower()) or usual_paper(profile.locale)
    return tuple(_for_paper(field, paper.id) for field in fields)


def fill_of(options: Options, default: str) -> SheetFill:
    """How the sheets are filled. Raises Refused, by field, for a grid that does not fit its paper and for a
    label the sheet does not have."""
    chosen = str(options.get("stock") or default)
    stock = custom_stock(options) if chosen == CUSTOM else STOCKS[chosen]
    start = int(options.get("start") or 1)
    if start > stock.per_sheet:
        words = _("A sheet has {count} labels: begin at one of them.")
        raise Refused(words.format(count=stock.per_sheet), field="start")
    right, down = (int(options.get(field) or 0) for field in ("nudge_right", "nudge_down"))
    return SheetFill(stock, start, right, down)


def custom_stock(options: Options) -> LabelStock:
    """The shop's own grid. Raises Refused, by field, when something is missing or does not fit."""
    for field in sheet_fields(CUSTOM):
        if field.id in ("columns", "rows", "width", "height") and not options.get(field.id):
            raise Refused(_("{label} is missing.").format(label=field.label), field=field.id)
    paper = PAPERS[str(options.get("grid_paper") or "a4")]
    columns, rows = int(options["columns"]), int(options["rows"])
    width, height = options["width"] / 1000, options["height"] / 1000
    across = _pitch(options.get("across"), width, columns, "across")
    down = _pitch(options.get("down"), height, rows, "down")
    wide, tall = (columns - 1) * across + width, (rows - 1) * down + height
    left = _margin(options.get("left"), wide, paper.width / MM)
    top = _margin(options.get("top"), tall, paper.height / MM)
    if left + wide > paper.width / MM + _SLACK or left < 0:
        words = _("Side by side these labels take {need} mm; {paper} is {have} mm wide.")
        raise Refused(
            words.format(need=_mm(max(left, 0) + wide), paper=paper.label, have=_mm(paper.width / MM)),
            field="columns",
        )
    if top + tall > paper.height / MM + _SLACK or top < 0:
        words = _("One below the other these labels take {need} mm; {paper} is {have} mm high.")
        raise Refused(
            words.format(need=_mm(max(top, 0) + tall), paper=paper.label, have=_mm(paper.height / MM)),
            field="rows",
        )
    return LabelStock(CUSTOM, "", paper, columns, rows, width, height, left, top, across, down)


def _measure(field: str, label: str, least: int, words: str) -> Field:
    return Field(field, label, FieldKind.FACTOR, minimum=least, maximum=300_000, help=words)


def _for_paper(field: Field, paper: str) -> Field:
    """The field as a shop with that paper wants it."""
    if field.id == "grid_paper":
        return replace(field, default=paper)
    if field.id != "stock":
        return field
    default = str(field.default)
    if default in STOCKS and STOCKS[default].paper.id != paper:
        default = _COUNTERPART.get(default, default)
    own = {stock.id for stock in STOCKS.values() if stock.paper.id == paper}
    first = [choice for choice in field.choices if choice[0] in own]
    return replace(
        field, default=default, choices=(*first, *(choice for choice in field.choices if choice not in first))
    )


_COUNTERPART = {"l7160": "5160", "l7163": "5163", "cr80-a4": "cr80-letter"}


def _pitch(thousandths: int | None, size: float, count: int, field: str) -> float:
    """The pitch, without a gap where none is given. Refused when the labels would lie on one another."""
    pitch = size if thousandths is None else thousandths / 1000
    if count > 1 and pitch < size:
        words = _("These labels would lie on one another: from edge to edge is less than a label.")
        raise Refused(words, field=field)
    return pitch


def _margin(thousandths: int | None, taken: float, paper: float) -> float:
    return (paper - taken) / 2 if thousandths is None else thousandths / 1000


def _mm(measure: float) -> str:
    return f"{measure:.1f}".removesuffix(".0")
