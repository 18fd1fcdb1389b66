"""The pieces a programme is said in: conditions with their names in bold, days, who may have a reward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.gui.speech import Speech
from app.gui.widgets.spans import Span, spans_of
from app.kernel.context import ShopContext
from app.kernel.errors import Refused
from app.kernel.fields import Field
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions import conditions
from app.loyalty.reading import values_of
from app.loyalty.rewards import LIMITS, reward_kinds
from app.loyalty.words import factor_text, short_money

Plain = Mapping[str, Any]

_NAMED = ("category", "product", "tags", "tier")
"""Values that are names: they stand out in a sentence."""
_DATES = "dates"
"""The condition that has columns of its own."""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: words, of which some are bold, or a pill of a tone."""

    spans: tuple[Span, ...] = ()
    tone: str = ""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Line:
    """One row of a table: the part of the rules it stands for, and its cells.

    `section` is a name of `app.loyalty.rules.SECTIONS`, `at` the place in it when it is a list.
    """

    section: str
    at: int | None
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """What the row is called when it is spoken of."""
        return self.cells[0].text


def cell(text: str, *, strong: bool = False, tone: str = "", colour: str = "") -> Cell:
    """A cell of one piece."""
    return Cell((Span(text, strong, colour=colour),) if text else (), tone)


class Ways(View):
    """What the words of a rule look at: the shop's currency and way of writing. No file is behind it."""

    def __init__(self, context: ShopContext) -> None:
        self.context = context


class Words:
    """Says the values of rules, in the shop's way. `today` decides which days need their year."""

    def __init__(self, context: ShopContext, today: date) -> None:
        self.ways = Ways(context)
        self.speech = Speech(context)
        self.today = today

    def short_money(self, minor: int) -> str:
        """Whole units without decimals: "€5"."""
        return short_money(minor, self.ways)

    def times(self, thousandths: int) -> str:
        """A factor: "× 1.25"."""
        return _("× {factor}").format(factor=factor_text(thousandths, self.ways))

    def day(self, iso: object) -> str:
        """A day of the rules, "" for none: "26 Oct"."""
        return self.speech.day(date.fromisoformat(str(iso)), self.today) if iso else ""

    def when(self, values: Plain, tiers: Plain, otherwise: str) -> Cell:
        """The conditions of a rule, dates left out: "Category is **Crime**, Tuesday"."""
        said = _with_tier_names(values, tiers)
        pieces = [
            condition.words(said, self.ways)
            for condition in conditions()
            if condition.id != _DATES and condition.named_by(said)
        ]
        if not pieces:
            return cell(otherwise)
        text = ", ".join(pieces)
        spans = spans_of_names(text[:1].upper() + text[1:], said)
        name = str(values.get("name") or "")
        if name and name.casefold() != text.casefold():
            spans.append(Span(f" · {name}", colour="muted"))
        return Cell(tuple(spans))

    def who(self, values: Plain, tiers: Plain) -> str:
        """Who may have a reward, how often and when: "Gold, once a year", "everyone"."""
        said = _with_tier_names(values, tiers)
        pieces = [", ".join(said["tier"])] if said.get("tier") else []
        for condition in conditions():
            if condition.id != "tier" and condition.for_rewards and condition.named_by(said):
                words = condition.words(said, self.ways)
                pieces.append(words[:1].lower() + words[1:] if condition.id == "birthday" else words)
        pieces += self._limits(values)
        return ", ".join(pieces) or _("everyone")

    def _limits(self, values: Plain) -> list[str]:
        said = []
        if "once" in values:
            once = next(limit for limit in LIMITS if limit.id == "once")
            said.append(dict(once.choices).get(str(values["once"]), str(values["once"])))
        if "first" in values:
            said.append(_("the first {n} customers").format(n=self.speech.number(values["first"])))
        if "stock" in values:
            said.append(_("{n} in stock").format(n=self.speech.number(values["stock"])))
        return said

    def gives(self, item: Plain) -> str:
        """What a reward or voucher gives: "a free item up to €4"; an unknown kind by its id."""
        kind = reward_kinds().get(str(item.get("kind", "")))
        if kind is None:
            return str(item.get("kind", ""))
        values = readable(kind.all_fields, item)
        if any(field.required and field.id not in values for field in kind.fields):
            return kind.label
        return kind.words(values, self.ways)


def readable(fields: Sequence[Field], item: Plain) -> dict[str, Any]:
    """The values that can be read; those that cannot are left out, for a draft may be half mended."""
    values: dict[str, Any] = {}
    for field in fields:
        try:
            values.update(values_of((field,), item, ""))
        except Refused:
            continue
    return values


def spans_of_names(text: str, values: Plain) -> list[Span]:
    """The text with the names of categories, products, tags and tiers in bold."""
    marked = []
    for key in _NAMED:
        for name in values.get(key, ()):
            start = text.find(name)
            if name and start >= 0:
                marked.append((start, start + len(name)))
    return [Span(span.text, span.underline) for span in spans_of(text, marked, strong=False)]


def tier_names(plain: Plain) -> dict[str, str]:
    """The name of each tier of the programme by its id."""
    return {str(tier.get("id", "")): str(tier.get("name", "")) for tier in plain.get("tiers", ())}


def _with_tier_names(values: Plain, tiers: Plain) -> dict[str, Any]:
    named = dict(values)
    if values.get("tier"):
        named["tier"] = tuple(tiers.get(one, one) for one in values["tier"])
    return named
