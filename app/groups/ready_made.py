"""The groups Regulars brings along: rules of the same criteria, there in every shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.groups.rule import AllOf, Is, Rule
from app.kernel.i18n import _
from app.touchpoints.registry import KINDS

NEW_DAYS = 30
REGULAR_VISITS, REGULAR_DAYS = 3, 365
LOST_DAYS = 365
LAPSING_DAYS = 30


@dataclass(frozen=True)
class ReadyMade:
    """One of them. `label` is its name, `purpose` says who is in it."""

    id: str
    say: Callable[[], tuple[str, str]]
    rule: Rule

    @property
    def label(self) -> str:
        return self.say()[0]

    @property
    def purpose(self) -> str:
        return self.say()[1]


def _is(kind: str, values: Mapping[str, object]) -> Is:
    return Is(kind, values)


_ASKED = tuple(kind for kind in ("asked", "feedback", "review") if kind in KINDS)
"""Whoever said something by themselves has no need to be asked."""
_CAME = _is("visits", {"at_least": 1})
_HERE_IN_A_YEAR = _is("last-visit", {"at_most": LOST_DAYS})

READY_MADE: tuple[ReadyMade, ...] = (
    ReadyMade(
        "new",
        lambda: (_("New"), _("Whose card was made in the last 30 days.")),
        _is("joined", {"when": "last-days", "last": NEW_DAYS}),
    ),
    ReadyMade(
        "regulars",
        lambda: (_("Regulars"), _("Who came on three days or more in the last year.")),
        _is("visits", {"at_least": REGULAR_VISITS, "when": "last-days", "last": REGULAR_DAYS}),
    ),
    ReadyMade(
        "champions",
        lambda: (_("Champions"), _("Among the best by how lately, how often and how much.")),
        _is("standing", {"cells": ("champions",)}),
    ),
    ReadyMade(
        "slipping-away",
        lambda: (_("Slipping away"), _("Who is later than their own rhythm, and was here within a year.")),
        AllOf((_HERE_IN_A_YEAR, _is("rhythm", {"now": "late"}))),
    ),
    ReadyMade(
        "lost",
        lambda: (_("Lost"), _("Who came once and has not been here for a year.")),
        _is("last-visit", {"at_least": LOST_DAYS + 1}),
    ),
    ReadyMade(
        "one-timers",
        lambda: (_("One-timers"), _("Who came on one day only, more than a month ago.")),
        AllOf((_is("visits", {"at_least": 1, "at_most": 1}), _is("last-visit", {"at_least": NEW_DAYS + 1}))),
    ),
    ReadyMade(
        "birthday-this-month",
        lambda: (_("Birthday this month"), _("Whose birthday is in this month of the calendar.")),
        _is("birthday", {"window": "this-month"}),
    ),
    ReadyMade(
        "never-asked",
        lambda: (
            _("Never asked for feedback"),
            _("Who came, was never asked what they think and never said it."),
        ),
        AllOf((_CAME, _is("touchpoint", {"kinds": _ASKED, "never": True}))),
    ),
    ReadyMade(
        "points-lapsing",
        lambda: (_("Points about to lapse"), _("Who loses points within 30 days.")),
        _is("lapsing", {"days": LAPSING_DAYS, "at_least": 1}),
    ),
    ReadyMade(
        "without-consent",
        lambda: (_("No word on e-mail"), _("Who came and was never asked whether e-mail is welcome.")),
        AllOf((_CAME, _is("consent", {"channel": "email", "word": "unsaid"}))),
    ),
)


def ready_made(group_id: str) -> ReadyMade | None:
    """The one of that id."""
    return next((one for one in READY_MADE if one.id == group_id), None)
