"""What a touchpoint kind is: an id the data keeps, words for people, and how it is shown and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _

MAX_TEXT = 20_000
"""Characters of one touchpoint's text."""


@dataclass(frozen=True)
class Told:
    """All that a kind is shown from. `today` and `locale` are the shop's; `data` holds declared fields,
    `staff` the names of the staff by the numbers that stand in it."""

    text: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    today: date = date.min
    locale: str = "en"
    due_on: date | None = None
    done_on: date | None = None
    staff: Mapping[int, str] = field(default_factory=dict)

    def word(self, field_id: str) -> str:
        """A text of the data, "" when it is not there (or is something else in a foreign file)."""
        value = self.data.get(field_id)
        return value if isinstance(value, str) else ""

    def number(self, field_id: str) -> int | None:
        """A whole number of the data, None when it is not there."""
        value = self.data.get(field_id)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def person(self, field_id: str) -> str:
        """The name of whose number among the staff stands in the data, "" when it is nobody's."""
        number = self.number(field_id)
        return "" if number is None else self.staff.get(number, "")


@dataclass(frozen=True)
class Shown:
    """One line of the timeline in words: what it was, a person's words, and the small print."""

    title: str
    quote: str = ""
    detail: str = ""


@dataclass(frozen=True)
class TouchpointKind:
    """One kind of thing that happens between shop and customer.

    `icon` is a meaning ("call"), `tone` a colour by its role ("plain", "accent", "gold", "rose", "blue",
    "violet"), `group` the filter it belongs to. `words` are what the composer takes for it, before a colon or
    behind a slash (single letters only there); a number after the word goes to `number_field`. `show` is
    pure. `promised` kinds have a day and stay open until done. `needs_text` refuses an empty one, `check`
    raises `Refused` for what fields that are right by themselves are not together. A kind that waits for an
    answer says by `answered` whether it has one. `noted` are fields that commands set, not forms
    (`app.touchpoints.noted`). `named_in_full`: before a colon its label alone is taken for it, as its words
    begin sentences of any sort. Erasing a person keeps only the fields in `kept_when_erased` and never the
    text.
    """

    id: str
    label: str
    icon: str
    tone: str
    group: str
    show: Callable[[Told], Shown]
    words: tuple[str, ...]
    order: int = 100
    fields: tuple[Field, ...] = ()
    needs_text: bool = True
    promised: bool = False
    number_field: str | None = None
    kept_when_erased: frozenset[str] = frozenset()
    noted: tuple[Field, ...] = ()
    answered: Callable[[Told], bool] | None = None
    named_in_full: bool = False
    check: Callable[[Told], None] | None = None

    @property
    def declared(self) -> tuple[Field, ...]:
        """Every field the data may hold."""
        return (*self.fields, *self.noted)

    def erased(self, data: Mapping[str, object]) -> dict[str, object]:
        """What may stay of the data when the customer's personal data is erased."""
        return {key: value for key, value in data.items() if key in self.kept_when_erased}


def joined(*parts: str) -> str:
    """The parts that say something, with a dot between."""
    return " · ".join(part for part in parts if part)


def direction_field(theirs: str, ours: str) -> Field:
    """The field for who began it: "in" is the customer, "out" the shop."""
    return Field(
        "direction",
        _("Who began"),
        FieldKind.CHOICE,
        choices=(("in", theirs), ("out", ours)),
        default="in",
    )


def by_handle() -> Field:
    """The field for the name somebody goes by on a page or network."""
    return Field("handle", _("Under the name"), max_length=120)


def said_by(told: Told) -> str:
    """Under which name it was said, as small print."""
    handle = told.word("handle")
    return _("as {handle}").format(handle=handle) if handle else ""
