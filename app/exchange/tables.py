"""A report as a file for a spreadsheet: which forms there are, and the one door to them."""

from __future__ import annotations

from pathlib import Path

from app.exchange.csvtable import write_csv
from app.insights.report import ReportData
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.whole_files import written_whole

FORMS = ("csv", "xlsx")
"""The endings of names of files that can be written."""


def save_table(
    data: ReportData, path: Path, progress: Progress | None = None, *, lossless: bool = False
) -> int:
    """Write the report in the form its file's name ends in; the rows written.

    The file is written whole or not at all. `lossless` CSV is for programs: nothing is defused, there is no
    row of totals, numbers and days are written the same in every country. Raises Refused for another ending
    and for more rows than a sheet holds, WorldFault when it cannot be written, `Cancelled` when stopped.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMS:
        words = _("“{file}” is neither a .csv nor an .xlsx file. Choose another name.")
        raise Refused(words.format(file=path.name), field="out")
    with written_whole(path) as file:
        if form == "csv":
            return write_csv(data, file, progress, lossless=lossless)
        from app.exchange.workbook import write_xlsx

        return write_xlsx(data, file, progress)
