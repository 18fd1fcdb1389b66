"""What a plot is: a question to the book, answered by one sentence, a picture and the numbers behind it.

The answer is values, not words alone: window, paper, CSV and XLSX show the same numbers each in their own
way. A new plot is one new module in `app/insights/plots`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from app.insights.chart import Chart
from app.insights.pictures import Bars, Cohorts, Heat
from app.insights.report import Column, ReportData, Row, totals_of
from app.kernel.unit import View

Picture: TypeAlias = Chart | Cohorts | Heat | Bars

MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """Over which time, and of whom: the last `months` (1 to 120), and the customers of these ids; None is
    all. Who is asked about is the asker's business: groups are unknown here."""

    months: int = 12
    ids: frozenset[int] | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.months <= MOST_MONTHS:
            raise ValueError(f"{self.months} months")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence; `strong` carries the figures that matter."""

    text: str
    strong: bool = False


Sentence: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PlotData:
    """One answer. `title` is the question; `sentence` the answer, its strong parts marked; `how` says how we
    know. Where there is too little history `missing` says what is missing, and `picture` is None, the
    sentence and the rows empty. `columns` and `rows` are the numbers as a table, `subtitle` the days they are
    about. Amounts are in `currency`, words those of `locale`."""

    plot: str
    title: str
    subtitle: str
    sentence: Sentence
    picture: Picture | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    how: str
    missing: str
    currency: str
    locale: str
    asked_on: date

    @property
    def words(self) -> str:
        """The sentence as plain text; what is missing where there is none."""
        return said(self.sentence) or self.missing

    def as_report(self) -> ReportData:
        """The same numbers as a report's answer, for all that writes reports down. Where there are none, it
        has one column, named after the question, and no rows."""
        chart = (self.picture,) if isinstance(self.picture, Chart) else ()
        columns = self.columns or (Column("none", self.title, wide=1),)
        return ReportData(
            self.plot, self.title, self.subtitle, self.words, columns, self.rows,
            totals_of(columns, self.rows), (), chart,
            tuple(note for note in (said(self.sentence), self.how) if note), self.missing, self.currency,
            self.locale, self.asked_on,
        )  # fmt: skip


class Plot(ABC):
    """One kind of plot. `order` is its place on the page."""

    id: str
    order: int = 100

    @property
    @abstractmethod
    def label(self) -> str:
        """The question it answers: "Do people come back?"."""

    @abstractmethod
    def gather(self, view: View, asked: Asked) -> PlotData:
        """The answer from one moment of the file. Several gathered from one view share what they read."""

    def answer(
        self,
        view: View,
        subtitle: str,
        sentence: Sentence,
        picture: Picture,
        columns: Sequence[Column],
        rows: Sequence[Row],
        how: str,
    ) -> PlotData:
        """The answer where there is one."""
        return PlotData(
            self.id, self.label, subtitle, sentence, picture, tuple(columns), tuple(rows), how, "",
            view.context.currency, view.context.locale, view.today,
        )  # fmt: skip

    def nothing(self, view: View, missing: str, how: str = "") -> PlotData:
        """What is said in place of an answer."""
        return PlotData(
            self.id, self.label, "", (), None, (), (), how, missing,
            view.context.currency, view.context.locale, view.today,
        )  # fmt: skip


def spans(text: str, **values: str) -> Sentence:
    """A translated text as spans: what stands between two asterisks is strong. Values are put in afterwards,
    and their own asterisks stay what they are: `spans(_("You kept *{kept}* of {all}."), kept="9", all="10")`.
    """
    pieces = (Span(part.format(**values), at % 2 == 1) for at, part in enumerate(text.split("*")))
    return tuple(piece for piece in pieces if piece.text)


def said(sentence: Sentence) -> str:
    """The words without their dress."""
    return "".join(span.text for span in sentence)
