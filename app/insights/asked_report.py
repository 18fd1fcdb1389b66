"""The list of the feedback report that tells by which way asking is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.insights.asked import ANSWER_DAYS, WayShare, asked_by_way
from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.report import Column, Figure, Kind, Report, ReportData, share
from app.insights.words import days
from app.kernel.i18n import _, plural
from app.kernel.money import format_number
from app.kernel.unit import View
from app.touchpoints.kinds.asked import WAYS

WAY = "way"


def answered_by_way(report: Report, view: View, start: date, end: date) -> ReportData:
    """How many were asked by each way, and how many of them answered."""
    found = asked_by_way(view, start, end)
    locale = view.context.locale
    asked, answered = sum(one.asked for one in found), sum(one.answered for one in found)
    figures: tuple[Figure, ...] = ()
    if found:
        figures = (
            Figure("asked", _("Asked"), asked),
            Figure("answered", _("Answered"), answered),
            Figure("share", _("Share"), share(answered, asked), Kind.PERCENT),
        )
    return report.answer(
        view, days(start, end, locale), _("By how we asked"),
        (
            Column(WAY, _("How we asked"), wide=1),
            Column("asked", _("Asked"), Kind.NUMBER),
            Column("answered", _("Answered"), Kind.NUMBER),
            Column("share", _("Share"), Kind.PERCENT, blank="–"),
        ),
        [(_words(one.way), one.asked, one.answered, one.share) for one in found],
        figures=figures, charts=(_chart(found, asked, answered, locale),),
        notes=_notes(sum(one.still for one in found), locale), totals=(),
        empty=_("Nobody was asked in this time, as far as the book knows."),
    )  # fmt: skip


def _words(way: str) -> str:
    return WAYS.get(way) or _("Not said how")


def _chart(found: Sequence[WayShare], asked: int, answered: int, locale: str) -> Chart:
    words = plural(
        "{answered} of {n} time we asked was answered within {days} days.",
        "{answered} of {n} times we asked were answered within {days} days.",
        asked,
    )
    sentence = words.format(
        answered=format_number(answered, locale), n=format_number(asked, locale), days=ANSWER_DAYS
    )
    series = (
        Series(_("Answered"), tuple(one.answered for one in found)),
        Series(_("Not answered"), tuple(one.asked - one.answered for one in found), Tone.SOFT),
    )
    labels = tuple(_words(one.way) for one in found)
    return Chart("asked", _("Asked and answered"), sentence, Shape.BARS, labels, series)


def _notes(still: int, locale: str) -> tuple[str, ...]:
    notes = [
        _(
            "Answered: feedback or a review within {n} days. Each answers one question, the latest of the "
            "way it names, else the latest. Feedback that says how it was asked counts as asked and answered "
            "where nothing else was written down."
        ).format(n=ANSWER_DAYS)
    ]
    if still:
        words = plural(
            "{n} was asked less than {days} days ago and may still answer.",
            "{n} were asked less than {days} days ago and may still answer.",
            still,
        )
        notes.append(words.format(n=format_number(still, locale), days=ANSWER_DAYS + 1))
    return tuple(notes)
