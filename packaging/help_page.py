"""Write the tables of `resources/help/programme-file.md` from the fields the program declares.

Run by `make help-page`. Everything outside the two marks is written by hand and left alone; a test insists
that the page is what this would write.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.kernel.fields import Field, FieldKind
from app.kernel.paths import resource
from app.loyalty.conditions import conditions
from app.loyalty.earning import COMMON, earning_kinds
from app.loyalty.programme_fields import COST_FIELD, KIND_FIELD, TABLES, TOP
from app.loyalty.programme_file import section_words
from app.loyalty.reading import ID_FIELD
from app.loyalty.rewards import LIMITS, NAMED, reward_kinds
from app.loyalty.rules import SECTIONS
from app.loyalty.stamps import card as stamps
from app.loyalty.tiers import scheme as tiers
from app.loyalty.vouchers import rule as vouchers

BEGIN, END = "<!-- fields: written by `make help-page` -->", "<!-- end of fields -->"

_KINDS = {
    FieldKind.TEXT: "text",
    FieldKind.LONG_TEXT: "text",
    FieldKind.INTEGER: "whole number",
    FieldKind.MONEY: "money",
    FieldKind.PERCENT: "percent",
    FieldKind.DATE: "day",
    FieldKind.CHOICE: "choice",
    FieldKind.BOOLEAN: "true or false",
    FieldKind.FACTOR: "decimal",
    FieldKind.TIME: "time",
    FieldKind.TEXTS: "list of texts",
    FieldKind.CHOICES: "list of choices",
}


def page() -> Path:
    """The page."""
    return resource("help", "programme-file.md")


def written(text: str) -> str:
    """The page with its tables anew."""
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{chr(10).join(_tables())}\n{END}{after}"


def _tables() -> Iterator[str]:
    words = section_words()
    yield from _section("At the top", "", TOP)
    for section in SECTIONS:
        if section in TABLES:
            yield from _section(f"`[{section}]`", f"`{section}`: {words[section]}", TABLES[section])
        elif section == "earning":
            yield from _section(
                f"`[[{section}]]`", f"`{section}`: {words[section]}", (ID_FIELD, KIND_FIELD, *COMMON)
            )
            for rule in earning_kinds():
                yield from _section(f"kind `{rule.id}`: {rule.label}", "", rule.fields, "####")
            named = [field for condition in conditions() for field in condition.fields]
            yield from _section("Conditions", _CONDITIONS, named, "####")
        elif section == "rewards":
            fields = (*NAMED, KIND_FIELD, COST_FIELD, *LIMITS)
            yield from _section(f"`[[{section}]]`", f"`{section}`: {words[section]} {_WHO}", fields)
            for reward in reward_kinds():
                yield from _section(f"kind `{reward.id}`: {reward.label}", "", reward.fields, "####")
        elif section == "vouchers":
            fields = (*vouchers.FIELDS, KIND_FIELD)
            yield from _section(f"`[[{section}]]`", f"`{section}`: {words[section]} {_GIFT}", fields)
        elif section in _LISTS:
            yield from _section(f"`[[{section}]]`", f"`{section}`: {words[section]}", _LISTS[section])


_LISTS = {"tiers": tiers.TIER_FIELDS, "stamp_cards": stamps.FIELDS}
_CONDITIONS = "Any kind of rule but `sign_up` may name these; all that it names must hold."
_WHO = (
    "Who may have one, and when, is said by conditions: "
    + ", ".join(
        f"`{field.id}`" for condition in conditions() if condition.for_rewards for field in condition.fields
    )
    + "."
)
_GIFT = "What one gives is a kind of reward with that kind's own values."


def _section(title: str, words: str, fields: Iterable[Field], level: str = "###") -> Iterator[str]:
    yield f"{level} {title}\n"
    if words:
        yield f"{words}\n"
    fields = list(fields)
    if not fields:
        return
    yield "| name | is | says |"
    yield "|---|---|---|"
    for field in fields:
        yield f"| `{field.id}` | {_is(field)} | {_says(field)} |"
    yield ""


def _is(field: Field) -> str:
    parts = [_KINDS.get(field.kind, str(field.kind))]
    if field.choices:
        parts.append("of " + ", ".join(f"`{choice}`" for choice, _label in field.choices))
    if field.kind in (FieldKind.INTEGER, FieldKind.PERCENT) and field.minimum is not None and field.maximum:
        parts.append(f"{field.minimum} to {field.maximum}")
    if field.required:
        parts.append("needed")
    return ", ".join(parts)


def _says(field: Field) -> str:
    choices = "; ".join(f"`{choice}`: {label}" for choice, label in field.choices if label != choice)
    parts = [field.label + ".", field.help, choices + "." if choices else ""]
    if field.default not in (None, "", False):
        shown = (
            f"{field.default / 1000:g}"
            if field.kind is FieldKind.FACTOR and isinstance(field.default, int)
            else field.default
        )
        parts.append(f"`{shown}` when it is left out.")
    return " ".join(part for part in parts if part).replace("|", "\\|")


if __name__ == "__main__":
    page().write_text(written(page().read_text("utf-8")), "utf-8")
