"""How words sound: a hint, never a fact, and never without words of the language it knows.

VADER (C. Hutto, E. Gilbert, "VADER: a parsimonious rule-based model for sentiment analysis of social media
text", ICWSM 2014) knows English only: for customers of another language, and for words that look like
another, there is no hint. What the staff say goes before it everywhere. It reads a list that comes with it,
asks nothing of any network, and is loaded when a first hint is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.kernel.i18n import _, language_of
from app.touchpoints.noted import HAPPY, NEITHER, UNHAPPY, mood_of

ENGLISH = "en"
CLEAR = 0.05
"""From this compound value on, to either side, its authors call a text positive or negative."""
LONGEST = 2_000
"""Characters that are read: the hint is about a few sentences."""
_WORD = re.compile(r"[^\W\d_]+")

_SMALL = """
the a an and or but of to in on at for with from is are was were be been it its this that these those i you
he she we they my your his her our their him us them not never very so too as by if when who what had has
have do does did will would can could again all there here
"""
_NEIGHBOURS = """
der das und oder aber ist sind waren nicht kein keine sehr ich wir sie ihr mein unser bei mit von zu auf für
wurde nur auch danke alles nichts
le la les et ou mais est sont était pas très je nous vous il elle mon notre avec de du des une chez bien rien
merci tout
el los las pero es muy yo nosotros nuestro con del que por gusta nada mucho todo gracias
lo gli ma sono non molto io noi mio nostro di della che bene tutto grazie niente
het een en maar niet geen zeer ik wij zij mijn onze met bij goed ook dank niets
"""
"""Small words of German, French, Spanish, Italian and Dutch that English has not."""
_ENGLISH, _OTHERS = frozenset(_SMALL.split()), frozenset(_NEIGHBOURS.split())


@dataclass(frozen=True, slots=True)
class Sound:
    """How words sound: "happy", "unhappy", "neither", "" for no telling; `said` where the staff said so."""

    mood: str = ""
    said: bool = False

    @property
    def words(self) -> str:
        """What a pill says; "" where there is nothing to say."""
        return {HAPPY: _("sounds happy"), UNHAPPY: _("sounds unhappy")}.get(self.mood, "")


def sound_of(text: str, data: Mapping[str, object], locale: str) -> Sound:
    """How it sounds by the staff's word, else as far as the words tell. `locale` is the customer's, or the
    shop's where theirs is not known."""
    said = mood_of(data)
    if said:
        return Sound(said, True)
    return Sound(hint(text, locale))


def hint(text: str, locale: str) -> str:
    """ "happy", "unhappy", or "neither"; "" where the language is another or there are no words."""
    text = text[:LONGEST]
    if language_of(locale) != ENGLISH or not looks_english(text):
        return ""
    compound = float(_analyzer().polarity_scores(text)["compound"])
    if abs(compound) < CLEAR:
        return NEITHER
    return HAPPY if compound > 0 else UNHAPPY


def looks_english(text: str) -> bool:
    """Whether the words may be English: more of its small words than of its neighbours', in Latin letters.
    A few words without any small ones may be."""
    words = _WORD.findall(text.casefold())
    if not words or any(not word.isascii() for word in words if len(word) == 1):
        return False
    strange = sum(not word.isascii() for word in words)
    english, others = sum(word in _ENGLISH for word in words), sum(word in _OTHERS for word in words)
    return strange * 4 <= len(words) and english >= others and (others == 0 or english > 0)


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
