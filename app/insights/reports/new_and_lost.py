"""New and lost: who came for the first time, who stayed away, who came back, month by month."""

from __future__ import annotations

from datetime import date, timedelta

from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.comings import AFTER, VISITS, comings, within
from app.insights.report import Column, Figure, Kind, Options, Report, ReportData, Row
from app.insights.words import days, short_month
from app.kernel.clock import add_months
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import format_number
from app.kernel.unit import View


class NewAndLost(Report):
    """Counted from the visits themselves, so that who was lost and came back is in both."""

    id = "new-and-lost"
    icon = "new-customer"
    order = 60

    @property
    def label(self) -> str:
        return _("New and lost")

    @property
    def purpose(self) -> str:
        return _("How many came first, stayed away or came back.")

    @property
    def options(self) -> tuple[Field, ...]:
        return (
            Field("months", _("Months"), FieldKind.INTEGER, True, default=12, minimum=1, maximum=120),
            Field(
                "after", _("Lost after days"), FieldKind.INTEGER, True, default=AFTER, minimum=7, maximum=1100
            ),
        )

    def gather(self, view: View, options: Options) -> ReportData:
        after = int(options.get("after", AFTER))
        found = comings(view, after)
        this = view.today.replace(day=1)
        firsts = [add_months(this, -back) for back in range(int(options.get("months", 12)) - 1, -1, -1)]
        rows: list[Row] = []
        for first in firsts:
            last = min(add_months(first, 1) - timedelta(days=1), view.today)
            new, became, lost, back = (
                within(one, first, last) for one in (found.first, found.regular, found.lost, found.back)
            )
            rows.append((first, new, became, lost, back, found.regulars(last)))
        columns = (
            Column("month", _("Month"), Kind.MONTH, wide=1),
            Column("new", _("New"), Kind.NUMBER, total=True),
            Column("became", _("Became regulars"), Kind.NUMBER, total=True),
            Column("lost", _("Lost"), Kind.NUMBER, total=True),
            Column("back", _("Came back"), Kind.NUMBER, total=True),
            Column("regulars", _("Regulars"), Kind.NUMBER),
        )
        quiet = not any(value for row in rows for value in row[1:])
        new, lost, back = (_sum(rows, at) for at in (1, 3, 4))
        locale = view.context.locale
        return self.answer(
            view, days(firsts[0], view.today, locale), _("Month by month"), columns, [] if quiet else rows,
            figures=(
                Figure("new", _("New"), new),
                Figure("lost", _("Lost"), lost),
                Figure("back", _("Came back"), back),
                Figure("regulars", _("Regulars today"), _last(rows)),
            ),
            charts=(_chart(rows, firsts, locale, new, lost),),
            notes=_notes(after, locale),
            empty=_("Nobody has bought anything yet."),
        )  # fmt: skip


def _notes(after: int, locale: str) -> tuple[str, ...]:
    return (
        _(
            "New: the first purchase was in the month. Lost: had come on {visits} days or more, then stayed "
            "away for {days} days, which ended in the month. Came back: the next visit after that."
        ).format(visits=VISITS, days=format_number(after, locale)),
        _(
            "Regulars have come on {visits} days or more and are not lost; they are counted at the end "
            "of the month: those of the month before, and what changed."
        ).format(visits=VISITS),
    )


def _sum(rows: list[Row], at: int) -> int:
    return sum(value for row in rows if isinstance(value := row[at], int))


def _last(rows: list[Row]) -> int:
    value = rows[-1][5]
    return value if isinstance(value, int) else 0


def _chart(rows: list[Row], firsts: list[date], locale: str, new: int, lost: int) -> Chart:
    def values(at: int, sign: int = 1) -> tuple[int, ...]:
        return tuple(sign * value for row in rows if isinstance(value := row[at], int))

    words = _("{new} came for the first time, {lost} were lost.")
    return Chart(
        "months", _("New, back and lost"),
        words.format(new=format_number(new, locale), lost=format_number(lost, locale)), Shape.BARS,
        tuple(short_month(first, locale) for first in firsts),
        (
            Series(_("New"), values(1), Tone.MAIN),
            Series(_("Came back"), values(4), Tone.SOFT),
            Series(_("Lost"), values(3, -1), Tone.LOSS),
        ),
    )  # fmt: skip


REPORT = NewAndLost()
