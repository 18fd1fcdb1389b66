"""Ids, declared fields, registries, progress, translations: the small parts everything uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from threading import Event
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import i18n, rubbish
from app.kernel.errors import Refused
from app.kernel.fields import LARGEST, Field, FieldKind, clean_values
from app.kernel.ids import luhn_digit, luhn_valid, new_request_id
from app.kernel.progress import Cancelled, Progress
from app.kernel.registry import Registry
from app.kernel.turns import Turns

# --- ids


@given(st.text("0123456789", min_size=1, max_size=30), st.data())
def test_a_check_digit_catches_any_one_wrong_digit(digits: str, data: st.DataObject) -> None:
    number = digits + luhn_digit(digits)
    assert luhn_valid(number)
    at = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != number[at]]))
    assert not luhn_valid(number[:at] + wrong + number[at + 1 :])


@pytest.mark.parametrize("text", ["", "7", "79927398713\n", "٧٩٩٢٧", "4111 1111 1111 1111", "79927398710"])
def test_what_is_no_such_number(text: str) -> None:
    assert not luhn_valid(text)


def test_a_published_number_and_fresh_request_ids() -> None:
    assert luhn_valid("79927398713")  # the standard's own example
    assert len({new_request_id() for _ in range(100)}) == 100


# --- fields

FIELDS = (
    Field("who", "Who", required=True, max_length=5),
    Field("stars", "Stars", FieldKind.INTEGER, minimum=1, maximum=5),
    Field("big", "Big", FieldKind.INTEGER),
    Field("mood", "Mood", FieldKind.CHOICE, choices=(("good", "Good"), ("bad", "Bad"))),
    Field("day", "Day", FieldKind.DATE),
    Field("sure", "Sure", FieldKind.BOOLEAN),
)


def test_values_are_cleaned_and_strangers_dropped() -> None:
    given_values = {
        "who": " Ann ",
        "stars": 5,
        "mood": "good",
        "day": date(2028, 2, 29),
        "sure": False,
        "x": 1,
    }
    assert clean_values(FIELDS, given_values) == {
        "who": "Ann", "stars": 5, "mood": "good", "day": "2028-02-29", "sure": False,
    }  # fmt: skip
    assert clean_values(FIELDS, {"who": "A", "stars": None, "mood": "", "day": ""}) == {"who": "A"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("who", ""), ("who", "\u200b"), ("who", "too long"), ("who", "e" + "\u0301" * 50),
        ("stars", 0), ("stars", 6), ("stars", True), ("stars", "5"), ("stars", 1.5),
        ("big", LARGEST + 1), ("big", -(2**63)),
        ("mood", "angry"), ("mood", ["good"]),
        ("day", "2023-02-29"), ("day", "29-02-2023"), ("day", "20230201"), ("day", "2026-W01-1"),
        ("day", datetime(2026, 1, 1)), ("sure", "no"), ("sure", 1),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_field(field: str, value: object) -> None:
    with pytest.raises(Refused) as refusal:
        clean_values(FIELDS, {"who": "Ann", field: value})
    assert refusal.value.field == field


# --- registries


@pytest.fixture
def kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    package = tmp_path / "made_up_kinds"
    package.mkdir()
    (package / "__init__.py").write_text("")
    kind = "from types import SimpleNamespace as N\nKIND = N(id={id!r}, label={id!r}, order={order})\n"
    (package / "b.py").write_text(kind.format(id="bread", order=2))
    (package / "a.py").write_text(kind.format(id="apple", order=3))
    (package / "c.py").write_text(kind.format(id="cheese", order=1))
    (package / "helper.py").write_text("VALUE = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    import made_up_kinds

    yield made_up_kinds
    for name in [name for name in sys.modules if name.startswith("made_up_kinds")]:
        del sys.modules[name]


def test_kinds_are_found_in_order_and_unknown_ones_are_none(kinds: ModuleType) -> None:
    registry: Registry = Registry(kinds, "KIND")
    assert registry.ids() == ("cheese", "bread", "apple")
    assert [kind.id for kind in registry] == ["cheese", "bread", "apple"]
    assert registry.get("gone-since") is None
    assert "bread" in registry and "gone-since" not in registry


def test_a_module_may_offer_several_kinds(kinds: ModuleType) -> None:
    more = "KINDS = tuple(N(id=name, label=name, order=4) for name in ('dill', 'egg'))\n"
    (Path(kinds.__path__[0]) / "d.py").write_text(f"from types import SimpleNamespace as N\n{more}")
    assert Registry(kinds, "KIND").ids() == ("cheese", "bread", "apple", "dill", "egg")


def test_two_kinds_of_one_id_are_a_defect(kinds: ModuleType) -> None:
    folder = Path(kinds.__path__[0])
    (folder / "d.py").write_text((folder / "a.py").read_text())
    with pytest.raises(RuntimeError, match="share an id"):
        Registry(kinds, "KIND").ids()


# --- progress


def test_progress_tells_the_first_the_last_and_each_new_word() -> None:
    told: list[tuple[int, int | None, str]] = []
    progress = Progress(lambda *word: told.append(word))
    for done in range(1001):
        progress.step(done, 1000, "Reading" if done < 500 else "Writing")
    assert told[0] == (0, 1000, "Reading")
    assert (500, 1000, "Writing") in told
    assert told[-1] == (1000, 1000, "Writing")
    assert len(told) < 200


def test_a_cancelled_run_stops_at_its_next_step() -> None:
    progress = Progress()
    progress.step(1)
    progress.cancel()
    assert progress.cancelled
    with pytest.raises(Cancelled, match="Nothing was saved"):
        progress.step(2)
    progress.finish(2)  # what is kept already is not taken back


# --- translations


def test_an_unknown_language_is_english(tmp_path: Path) -> None:
    i18n.use_language("xx", tmp_path)
    assert i18n._("Hello") == "Hello"
    assert i18n.plural("{n} point", "{n} points", 2) == "{n} points"


def test_who_names_no_choice_is_told_which_there_are() -> None:
    colour = Field("colour", "Colour", FieldKind.CHOICE, choices=(("red", "Red"), ("blue", "Blue")))
    with pytest.raises(Refused, match="Colour does not know “green”; it can be red, blue"):
        clean_values((colour,), {"colour": "green"})


def test_turns_are_passed_on_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [10.0]
    slept: list[float] = []
    monkeypatch.setattr("app.kernel.turns.time.monotonic", lambda: now[0])
    monkeypatch.setattr("app.kernel.turns.time.sleep", slept.append)
    turns = Turns()
    for _step in range(50):
        now[0] += 0.001
        turns.pass_on()
    assert len(slept) == 2
    assert all(pause > 0 for pause in slept)  # none at all would not wake the thread that waits


def test_rows_are_taken_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [10.0]
    slept: list[float] = []
    monkeypatch.setattr("app.kernel.turns.time.monotonic", lambda: now[0])
    monkeypatch.setattr("app.kernel.turns.time.sleep", slept.append)
    taken = []
    for row in Turns().each(range(1_000)):
        now[0] += 0.001
        taken.append(row)
    assert taken == list(range(1_000))
    assert len(slept) == 15, "one pause for each 64 ms"


def test_what_stays_for_good_outlasts_a_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the work of the day, done after the window stands, would thaw all the window holds."""
    done: list[str] = []
    monkeypatch.setattr("app.kernel.rubbish.gc.freeze", lambda: done.append("freeze"))
    monkeypatch.setattr("app.kernel.rubbish.gc.unfreeze", lambda: done.append("unfreeze"))
    monkeypatch.setattr("app.kernel.rubbish._kept", Event())
    with rubbish.short_collections():
        pass
    assert done == ["freeze", "unfreeze"]
    done.clear()
    with rubbish.short_collections():
        rubbish.keep_what_is_there()
    assert done == ["freeze", "freeze"]


def test_standing_back_is_a_turn_too(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [10.0]
    slept: list[float] = []
    monkeypatch.setattr("app.kernel.turns.time.monotonic", lambda: now[0])
    monkeypatch.setattr("app.kernel.turns.time.sleep", slept.append)
    turns = Turns()
    now[0] += 1
    turns.stand_back()
    turns.pass_on()
    assert len(slept) == 1 and slept[0] >= 0.015, "as long as the window takes to paint a card"
