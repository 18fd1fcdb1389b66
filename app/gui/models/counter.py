"""The two lists of the counter: who matches what was typed, and who was here today."""

from __future__ import annotations

from app.customers.search import Match, find
from app.groups.here import here_today
from app.gui.models.people import PersonRow
from app.gui.models.tones import tier_tone
from app.gui.speech import Speech
from app.kernel.i18n import plural
from app.kernel.unit import View


def matches(view: View, text: str, limit: int = 20) -> tuple[PersonRow, ...]:
    """Who matches, as rows of the list, best first."""
    from app.loyalty.queries import balances, tier_ranks  # with the first search

    found = find(view, text, limit)
    ids = [match.id for match in found]
    points, tiers = balances(view, ids), tier_ranks(view, ids)
    speech = Speech(view.context)
    return tuple(_match_row(match, points.get(match.id, 0), tiers.get(match.id), speech) for match in found)


def _match_row(match: Match, points: int, tier: tuple[str, int] | None, speech: Speech) -> PersonRow:
    first = match.why or match.subtitle
    has = plural("{n} pt", "{n} pts", points).format(n=speech.number(points))
    subtitle = f"{first} · {has}" if first else has
    name, rank = tier or ("", 0)
    return PersonRow(match.id, match.name, subtitle, match.spans, name if rank else "", tier_tone(rank))


def here_rows(view: View, limit: int = 12) -> tuple[PersonRow, ...]:
    """Who was here today, newest first."""
    speech = Speech(view.context)
    return tuple(
        PersonRow(row.id, row.name, f"{speech.since(row.at, view.now)} · {row.what}")
        for row in here_today(view, limit)
    )
