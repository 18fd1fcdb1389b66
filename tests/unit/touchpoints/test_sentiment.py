"""A hint in English only, loaded late, overruled by the staff."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.paths import project_folder
from app.touchpoints.sentiment import Sound, hint, looks_english, sound_of


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Lovely evening, thank you.", "happy"),
        ("Best coffee in town, and they know what I read.", "happy"),
        ("great", "happy"),
        ("Terrible service, I was so disappointed", "unhappy"),
        ("rude", "unhappy"),
        ("The queue on Saturday was long.", "neither"),
        ("I am Łukasz and it was a wonderful evening", "happy"),
        ("", ""),
        ("12345 !!!", ""),
        ("La queue est terrible", ""),
        ("Der Kaffee war sehr gut, super!", ""),
        ("no me gusta nada", ""),
        ("Het was niet goed", ""),
        ("Il servizio non è terribile", ""),
        ("不好", ""),
        ("плохо", ""),
        ("سيئ", ""),
    ],
)
def test_how_words_sound(text: str, mood: str) -> None:
    assert hint(text, "en_GB") == mood


@pytest.mark.parametrize("locale", ["de_DE", "fr", "nl_BE", "", "eng"])
def test_no_hint_where_the_language_is_another(locale: str) -> None:
    assert hint("Lovely evening, thank you.", locale) == ""


def test_the_staffs_word_goes_first_in_every_language() -> None:
    assert sound_of("Lovely", {}, "en_GB") == Sound("happy")
    assert sound_of("Lovely", {"mood": "unhappy"}, "en_GB") == Sound("unhappy", True)
    assert sound_of("Furchtbar", {"mood": "unhappy"}, "de_DE").words == "sounds unhappy"
    assert sound_of("Lovely", {"mood": "neither"}, "en_GB").words == ""
    assert sound_of("Lovely", {"mood": "livid"}, "en_GB") == Sound("happy")
    assert sound_of("Lovely", {}, "en_GB").words == "sounds happy"


@given(st.text(max_size=60))
def test_any_words_have_a_hint_or_none(text: str) -> None:
    assert hint(text, "en") in {"", "happy", "unhappy", "neither"}
    assert isinstance(looks_english(text), bool)


def test_a_very_long_text_is_not_read_through() -> None:
    assert hint("lovely " * 20_000, "en") == "happy"


def test_it_is_loaded_late_and_asks_no_network() -> None:
    """Sockets that cannot be made would fail it, and the library that speaks HTTP is not even loaded."""
    code = (
        "import sys, socket\n"
        "def refused(*_a, **_k): raise OSError('no network')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refused\n"
        "import app.touchpoints.sentiment as s, app.touchpoints.registry as r\n"
        "r.KINDS.ids()\n"
        "assert 'vaderSentiment' not in sys.modules\n"
        "assert s.hint('lovely', 'de') == '' and 'vaderSentiment' not in sys.modules\n"
        "assert s.hint('lovely', 'en') == 'happy'\n"
        "assert 'vaderSentiment' in sys.modules and 'requests' not in sys.modules\n"
        "print('fine')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project_folder(), capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "fine", done.stderr
