"""How long between two visits: the gaps by their length, and the one in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.insights.chart import Chart, Mark, Series, Shape
from app.insights.months import Months
from app.insights.plot import Asked, Plot, PlotData, said, spans
from app.insights.report import Column, Kind, Row, share
from app.insights.sayings import Sayings
from app.insights.visits import visits_through_today
from app.kernel.i18n import _, plural
from app.kernel.unit import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MIN_GAPS = 30
"""Gaps below which their middle says nothing of a shop."""
WIDTHS = (1, 7, 30)
"""Days to a bar: as few as let nine in ten gaps stand in `MOST_BARS`."""
MOST_BARS = 26


class Gaps(Plot):
    """The gaps that ended in the time. Those that go on are in no bar: they end when somebody comes."""

    id = "gaps"
    order = 50

    @property
    def label(self) -> str:
        return _("How long between two visits?")

    def gather(self, view: View, asked: Asked) -> PlotData:
        import numpy as np

        visits = visits_through_today(view, asked.ids)
        months = Months.through(view.today, asked.months)
        say, locale = Sayings(view.context), view.context.locale
        how = _(
            "The days from one visit to the next of the same customer, for visits since {day}. Who has not "
            "come again yet is not in it."
        ).format(day=say.day(months.start))
        gaps = visits.gap[(visits.nth > 1) & (visits.day >= months.start.toordinal())]
        if len(gaps) < MIN_GAPS:
            words = plural(
                "Too little history: since {day} somebody came again {n} time, it takes {least}.",
                "Too little history: since {day} somebody came again {n} times, it takes {least}.", len(gaps),
            )  # fmt: skip
            words = words.format(
                day=say.day(months.start), n=say.number(len(gaps)), least=say.number(MIN_GAPS)
            )
            return self.nothing(view, words, how)
        middle = int(np.sort(gaps)[(len(gaps) - 1) // 2])
        width = width_for(gaps)
        counts = counted(gaps, width)
        sentence = spans(
            plural(
                "Half of all return visits come within *{n} day* of the visit before.",
                "Half of all return visits come within *{n} days* of the visit before.", middle,
            ),
            n=say.number(middle),
        )  # fmt: skip
        lengths = [(at * width + 1, (at + 1) * width) for at in range(len(counts))]
        names = tuple(
            _name(first, None if at == MOST_BARS else last, say) for at, (first, last) in enumerate(lengths)
        )
        mark = plural("half within {n} day", "half within {n} days", middle).format(n=say.number(middle))
        chart = Chart(
            self.id, self.label, said(sentence), Shape.BARS, names,
            (Series(_("Visits"), tuple(counts)),),
            marks=(Mark(min((middle - 1) // width, MOST_BARS), mark),),
        )  # fmt: skip
        rows: list[Row] = [
            (first, None if at == MOST_BARS else last, many, share(many, len(gaps)))
            for at, ((first, last), many) in enumerate(zip(lengths, counts, strict=True))
        ]
        columns = (
            Column("from", _("From days"), Kind.NUMBER),
            Column("to", _("To days"), Kind.NUMBER, blank=_("or more")),
            Column("visits", _("Visits"), Kind.NUMBER, total=True),
            Column("share", _("Share"), Kind.PERCENT),
        )
        return self.answer(view, months.words(locale), sentence, chart, columns, rows, how)


def width_for(gaps: NDArray[np.int64]) -> int:
    """The days to a bar for these gaps, of shape (n,), n at least 1."""
    import numpy as np

    nine_in_ten = int(np.sort(gaps)[-(-len(gaps) * 9 // 10) - 1])
    return next((width for width in WIDTHS if nine_in_ten <= width * MOST_BARS), WIDTHS[-1])


def counted(gaps: NDArray[np.int64], width: int) -> list[int]:
    """How many gaps lie in each bar of `width` days: as many bars as it takes, at most `MOST_BARS` and one
    for all that are longer."""
    import numpy as np

    place = np.minimum((gaps - 1) // width, MOST_BARS)
    return [int(many) for many in np.bincount(place)]


def _name(first: int, last: int | None, say: Sayings) -> str:
    if last is None:
        return _("{n} days or more").format(n=say.number(first))
    if first == last:
        return plural("{n} day", "{n} days", first).format(n=say.number(first))
    return _("{first}–{last} days").format(first=say.number(first), last=say.number(last))


PLOT = Gaps()
