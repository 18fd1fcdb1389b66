"""The languages of paper: every printed text has its translation, and a broken catalogue breaks no paper."""

from __future__ import annotations

import logging
import string
import subprocess
import sys
import threading
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from app.kernel import catalogues
from app.kernel.catalogues import catalogue, folder, languages, read_catalogue
from app.kernel.i18n import _, has_language, plural, speaking
from app.kernel.locales import reader_locale
from app.kernel.paths import project_folder

TRANSLATED = sorted(languages() - {"en"})


def paper_words() -> ModuleType:
    found = spec_from_file_location("paper_words", project_folder() / "packaging" / "paper_words.py")
    assert found is not None
    assert found.loader is not None
    writer = module_from_spec(found)
    sys.modules["paper_words"] = writer  # its dataclass asks for its module
    found.loader.exec_module(writer)
    return writer


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _as in string.Formatter().parse(text) if name is not None}


def test_german_and_french_are_spoken() -> None:
    assert {"de", "fr"} <= set(TRANSLATED)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_paper_is_translated(language: str) -> None:
    words = paper_words()
    said = words.known(folder() / language / "LC_MESSAGES" / "paper.po", language)
    lacking = [f"{text.module}: {text.one}" for text in words.printed_texts() if text.one not in said]
    assert not lacking, "run `make paper-words` and translate these"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_fills_in_what_its_english_does(language: str) -> None:
    words = paper_words()
    said = words.known(folder() / language / "LC_MESSAGES" / "paper.po", language)
    for text in words.printed_texts():
        forms = said.get(text.one, ())
        for form in forms:
            assert places(form) <= places(text.one) | places(text.many), (text.one, form)
            assert form.startswith(" ") or not text.one.startswith(" "), (text.one, form)
        if forms:  # the last form is of many, where nothing goes without saying
            assert places(forms[-1]) == places(text.many or text.one), (text.one, forms)


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogues_are_as_the_command_writes_them(language: str) -> None:
    words = paper_words()
    path = folder() / language / "LC_MESSAGES" / "paper.po"
    written = words.catalogue_text(language, words.printed_texts(), words.known(path, language))
    assert written == path.read_text("utf-8"), "run `make paper-words`"


def test_the_command_finds_what_paper_says_and_leaves_what_the_window_says(tmp_path: Path) -> None:
    module = tmp_path / "app" / "printing" / "some.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "class Paper:\n"
        "    @property\n    def label(self):\n        return _('Name in a menu')\n"
        "    options = (Field('days', _('An option')),)\n"
        "    def draw(self):\n        return _('Printed {n}').format(n=1), plural('one', '{n} many', 2)\n"
        "def check():\n    raise Refused(_('Not like that.'))\n"
    )
    found = [(text.one, text.many) for text in paper_words().printed_texts(tmp_path)]
    assert found == [("Printed {n}", ""), ("one", "{n} many")]


def test_of_what_is_written_down_the_command_takes_the_labels(tmp_path: Path) -> None:
    module = tmp_path / "app" / "touchpoints" / "kinds" / "call.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "def show(told):\n    return Shown(_('Called'))\n"
        "KIND = TouchpointKind(id='call', label=_('Call'), show=show, fields=(\n"
        "    direction_field(_('They called'), _('We called')),\n"
        "    Field('minutes', _('Minutes'), help=_('How long')),\n))\n"
    )
    found = {text.one for text in paper_words().printed_texts(tmp_path)}
    assert found == {"Call", "They called", "We called", "Minutes"}


def test_plural_forms_are_those_of_the_language() -> None:
    with speaking("fr_FR"):
        said = [plural("{points} point", "{points} points", n) for n in (0, 1, 2)]
    assert said == ["{points} point", "{points} point", "{points} points"]
    with speaking("de"):
        assert [plural("{points} point", "{points} points", n) for n in (0, 1, -1, 5)] == [
            "{points} Punkte", "{points} Punkt", "{points} Punkt", "{points} Punkte",
        ]  # fmt: skip


def test_speaking_ends_where_it_ends_and_nests() -> None:
    with speaking("de_AT"):
        with speaking("fr"):
            assert _("Every movement") == "Tous les mouvements"
            with speaking(None):
                assert _("Every movement") == "Every movement"
        assert _("Every movement") == "Alle Bewegungen"
        with speaking("xx"):
            assert _("Every movement") == "Every movement"
    assert _("Every movement") == "Every movement"


def test_another_thread_keeps_its_own_language() -> None:
    heard: list[str] = []
    with speaking("de"):
        other = threading.Thread(target=lambda: heard.append(_("Every movement")))
        other.start()
        other.join()
    assert heard == ["Every movement"]


def test_kinds_that_are_first_wanted_by_german_paper_speak_the_windows_language() -> None:
    script = (
        "from app.kernel.i18n import speaking\n"
        "with speaking('de'):\n"
        "    from app.loyalty.earning import earning_kinds\n"
        "    from app.loyalty.rewards import reward_kinds\n"
        "    from app.loyalty.conditions import conditions\n"
        "    for kinds in (earning_kinds(), reward_kinds(), conditions()): list(kinds)\n"
        "print(*(kind.label for kinds in (earning_kinds(), reward_kinds()) for kind in kinds), sep='|')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=project_folder()
    )
    assert "Free item" in done.stdout
    assert "Gratisartikel" not in done.stdout


BROKEN = {
    "cut short": 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Every',
    "no catalogue": "\x00\x01\x02 nothing of the kind",
    "not UTF-8": b'msgid "Every movement"\nmsgstr "\xff\xfe"\n',
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_catalogue_is_english_and_said(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    content = BROKEN[what]
    path = tmp_path / "xx" / "LC_MESSAGES" / "paper.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setattr(catalogues, "folder", lambda: tmp_path)
    languages.cache_clear()
    try:
        with caplog.at_level(logging.WARNING):
            words = catalogue("xx")
    finally:
        monkeypatch.undo()
        languages.cache_clear()
    assert words.gettext("Every movement") == "Every movement"
    assert words.ngettext("{n} point", "{n} points", 2) == "{n} points"
    assert "xx" in caplog.text


def test_a_translation_that_cannot_be_filled_in_stays_english(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "paper.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "{points} to go"\nmsgstr "noch {punkte}"\n\n'
        'msgid "Used: {reward}"\nmsgstr "Eingelöst: {reward"\n\n'
        'msgid "Date"\nmsgstr "Datum"\n\n'
        '#, fuzzy\nmsgid "What"\nmsgstr "Wer"\n'
    )
    with caplog.at_level(logging.WARNING):
        words = read_catalogue(path, "de")
    assert [words.gettext(text) for text in ("{points} to go", "Used: {reward}", "Date", "What")] == [
        "{points} to go", "Used: {reward}", "Datum", "What",
    ]  # fmt: skip
    assert caplog.text.count("cannot be filled in") == 2


@pytest.mark.parametrize(
    ("language", "country", "home", "expected"),
    [
        ("", "GB", "en_GB", "en_GB"),
        ("de", "GB", "en_GB", "de"),
        ("de", "AT", "en_GB", "de_AT"),
        ("de", "AT", "de_AT", "de_AT"),
        ("de-CH", "GB", "en_GB", "de_CH"),
        ("en", "DE", "de_DE", "en_DE"),
        ("fr", "BE", "nl_BE", "fr_BE"),
        ("tlh", "DE", "de_DE", "de_DE"),
        ("zh", "DE", "de_DE", "de_DE"),
        ("French", "DE", "de_DE", "de_DE"),
        ("de_ZZ_junk_😀", "GB", "en_GB", "de"),
        ("__", "GB", "en_GB", "en_GB"),
    ],
)
def test_the_locale_is_the_readers_language_as_the_country_writes_it(
    language: str, country: str, home: str, expected: str
) -> None:
    assert reader_locale(language, country, home) == expected


def test_only_what_there_is_a_catalogue_of_is_spoken() -> None:
    assert has_language("en_GB")
    assert has_language("DE-at")
    assert not has_language("zh")
    assert not has_language("")
