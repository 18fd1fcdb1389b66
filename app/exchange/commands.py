"""Taking in a file from another program: one command, one transaction, one report."""

from __future__ import annotations

from dataclasses import dataclass

from app.exchange.columns import listed, match_columns
from app.exchange.csvfile import CsvFile
from app.exchange.importing import ImportFile, ImportFormat, ImportReport, Intake, Rejected
from app.exchange.registry import FORMATS
from app.kernel.book import Book
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.unit import Unit

__all__ = ["ImportFile", "ImportReport", "Preview", "Rejected", "import_file", "preview"]

_SHOWN = 20


def import_file(book: Book, cmd: ImportFile, progress: Progress | None = None) -> ImportReport:
    """Take in the file, all rows that can be, or nothing at all when it cannot be read or is stopped.

    A dry run does the same work and takes it back, so its report is what the real one's will be. Raises
    `Refused` (fields "path", "format", "columns", "encoding"), `WorldFault`, `Cancelled`.
    """
    format_ = _format(cmd.format)
    progress = progress or Progress()
    report: ImportReport | None = None

    def taken(unit: Unit, wanted: ImportFile) -> ImportReport:
        nonlocal report
        report = _take(unit, wanted, format_, progress)
        if wanted.dry_run:
            raise _TakeBack
        return report

    try:
        done = book.do(taken, cmd)
    except _TakeBack:
        if report is None:
            raise
        done = report
    progress.finish(done.read)
    return done


class _TakeBack(Exception):
    """Ends a dry run: whatever was written is rolled back."""


def _take(unit: Unit, cmd: ImportFile, format_: ImportFormat, progress: Progress) -> ImportReport:
    with CsvFile(cmd.path, cmd.encoding) as source:
        places = match_columns(format_.columns, source.header, cmd.columns)
        _check_needs(format_, places, source.header)
        intake = Intake(unit, cmd, source, places, progress)
        format_.take(intake)
    report = intake.report()
    unit.remember(
        _("{file}: {added} added, {updated} changed").format(
            file=cmd.path.name, added=report.added, updated=report.updated
        )
    )
    return report


@dataclass(frozen=True)
class Preview:
    """What a file looks like before it is taken in. `matched` maps our columns to the file's; `missing` is a
    sentence when a column that must be there was not found, else ""."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    matched: dict[str, str]
    rows: tuple[tuple[str, ...], ...]
    missing: str


def preview(cmd: ImportFile) -> Preview:
    """Look at the beginning of a file. Raises as `import_file` does for what cannot be read."""
    format_ = _format(cmd.format)
    with CsvFile(cmd.path, cmd.encoding) as source:
        places = match_columns(format_.columns, source.header, cmd.columns)
        rows = tuple(tuple(row.cells) for row, _count in zip(source, range(_SHOWN), strict=False))
        try:
            _check_needs(format_, places, source.header)
            missing = ""
        except Refused as refusal:
            missing = refusal.message
        matched = {ours: source.header[place] for ours, place in places.items()}
        return Preview(source.encoding, source.delimiter, tuple(source.header), matched, rows, missing)


def _format(name: str) -> ImportFormat:
    format_ = FORMATS.get(name)
    if format_ is None:
        raise Refused(
            _("There is no format “{name}”; there are {known}.").format(
                name=name[:40], known=", ".join(FORMATS.ids())
            ),
            field="format",
        )
    return format_


def _check_needs(format_: ImportFormat, places: dict[str, int], header: list[str]) -> None:
    for group in format_.needs:
        if not any(name in places for name in group):
            words = _("The file has no column for “{name}”; it has {header}. Say which one it is.")
            raise Refused(words.format(name=group[0], header=listed(header)), field="columns")
