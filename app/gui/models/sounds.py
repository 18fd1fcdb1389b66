"""How the words that wait for an answer sound, for the pills of the day."""

from __future__ import annotations

from collections.abc import Sequence

from app.customers.language import customer_locale
from app.kernel.unit import View
from app.touchpoints.answers import COMPLAINT, Unanswered
from app.touchpoints.noted import MOOD_FIELD
from app.touchpoints.sentiment import Sound, sound_of


def sounds_of(view: View, rows: Sequence[Unanswered]) -> dict[int, Sound]:
    """By the number of what was said; what has no words, and complaints, are left out."""
    return {
        one.id: sound_of(one.text, {MOOD_FIELD: one.mood}, customer_locale(view, one.customer_id))
        for one in rows
        if one.kind != COMPLAINT and (one.text or one.mood)
    }
