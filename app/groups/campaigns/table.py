"""All campaigns with what came of them, as one table for a spreadsheet or a report."""

from __future__ import annotations

from app.groups.campaigns.intervals import Interval
from app.groups.campaigns.outcome import Arm, Outcome, outcome
from app.groups.campaigns.queries import campaigns
from app.groups.campaigns.words import pill
from app.insights.report import Cell, Column, Kind, ReportData
from app.kernel.i18n import _
from app.kernel.turns import Turns
from app.kernel.unit import View


def outcome_rows(view: View) -> ReportData:
    """The newest first. Shares and their difference in percent; money is what all who got it brought in, with
    the ends between which it likely is; nothing where nothing can be said."""
    turns, found = Turns(), []
    for row in campaigns(view):
        found.append(outcome(view, row.id))
        turns.pass_on()
    return ReportData(
        "campaigns",
        _("What was done for groups"),
        "",
        _("Campaigns"),
        _columns(),
        [_row(one) for one in found],
        (),
        (),
        (),
        (),
        _("Nothing was done for a group yet."),
        view.context.currency,
        view.context.locale,
        view.today,
    )


def _columns() -> tuple[Column, ...]:
    number, share, money = Kind.NUMBER, Kind.PERCENT, Kind.MONEY
    return (
        Column("campaign", _("Number"), number),
        Column("name", _("Campaign"), wide=1),
        Column("group", _("Group"), wide=1),
        Column("started_on", _("Begun"), Kind.DATE),
        Column("until", _("Through"), Kind.DATE),
        Column("treated", _("Got it"), number),
        Column("treated_back", _("Of those who got it came back"), share),
        Column("held_out", _("Left out"), number),
        Column("held_out_back", _("Of those left out came back"), share),
        Column("difference", _("Difference"), share),
        Column("difference_low", _("Difference at least"), share),
        Column("difference_high", _("Difference at most"), share),
        Column("cost", _("Cost"), money),
        Column("brought", _("Brought in"), money),
        Column("brought_low", _("Brought in at least"), money),
        Column("brought_high", _("Brought in at most"), money),
        Column("answer", _("Did it work?"), wide=1),
    )


def _row(found: Outcome) -> tuple[Cell, ...]:
    one = found.campaign
    return (
        one.id,
        one.name,
        one.group_name,
        one.started_on,
        one.until,
        found.treated.people,
        _share(found.treated),
        found.held_out.people,
        _share(found.held_out),
        *_ends(found.back, 1000),
        one.cost,
        *_ends(found.brought, 1),
        pill(found.verdict),
    )


def _share(arm: Arm) -> int | None:
    """In tenths of a percent."""
    return None if arm.share is None else round(1000 * arm.share)


def _ends(found: Interval | None, factor: int) -> tuple[int | None, int | None, int | None]:
    if found is None:
        return None, None, None
    return round(factor * found.value), round(factor * found.low), round(factor * found.high)
