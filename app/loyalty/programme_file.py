"""A programme as a file that people read and write: TOML, with money as the shop writes it in decimals.

The shape is that of `app.loyalty.rules`, with money as decimal strings in the shop's currency ("4.00"),
factors as decimals (1.25), days bare (2026-10-26). The same values, as JSON, are what scripts are given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import decimal_string
from app.loyalty.earning import earning_kinds
from app.loyalty.programme_fields import LISTS, TABLES, TOP, item_fields
from app.loyalty.rewards import reward_kinds
from app.loyalty.rules import SECTIONS, Rules, rules_to_dict

Shown = Callable[[Field, Any], Any]


def rules_to_toml(rules: Rules, currency: str) -> str:
    """The rules as TOML, sections in their order, with a word on each; read again they are the same rules."""
    return "\n".join(_lines(rules, currency)) + "\n"


def rules_to_plain(rules: Rules, currency: str) -> dict[str, Any]:
    """The rules as JSON can hold them, of the same shape as the TOML."""

    def shown(field: Field, value: Any) -> Any:
        if field.kind is FieldKind.MONEY:
            return decimal_string(value, currency)
        if field.kind is FieldKind.FACTOR:
            return value // 1000 if value % 1000 == 0 else value / 1000
        return value

    return _converted(rules_to_dict(rules), shown)


def _converted(plain: dict[str, Any], shown: Shown) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for section, value in plain.items():
        if section in LISTS:
            found[section] = [_table(item, item_fields(section, item), shown) for item in value]
        elif section in TABLES:
            found[section] = _table(value, TABLES[section], shown)
        else:
            found[section] = value
    return found


def _table(item: Mapping[str, Any], fields: Any, shown: Shown) -> dict[str, Any]:
    known = {field.id: field for field in fields}
    return {key: shown(known[key], value) if key in known else value for key, value in item.items()}


def _lines(rules: Rules, currency: str) -> Iterator[str]:
    def shown(field: Field, value: Any) -> str:
        return toml_value(field, value, currency)

    plain = rules_to_dict(rules)
    for field in TOP:
        yield _pair(field.id, shown(field, plain[field.id]), _choices(field))
    words = section_words()
    for section in SECTIONS:
        value = plain.get(section)
        if not value or section in {field.id for field in TOP}:
            continue
        yield f"\n# {words[section]}"
        if section in TABLES:
            yield f"[{section}]"
            yield from _pairs(_table(value, TABLES[section], shown), TABLES[section])
            continue
        for place, item in enumerate(value):
            if place:
                yield ""
            fields = item_fields(section, item)
            yield f"[[{section}]]"
            yield from _pairs(_table(item, fields, shown), fields, _kind_label(section, item))


def _pairs(values: Mapping[str, str], fields: Any, kind_label: str = "") -> Iterator[str]:
    known = {field.id: field for field in fields}
    for key, text in values.items():
        yield _pair(key, text, kind_label if key == "kind" and kind_label else _choices(known[key]))


def _pair(key: str, text: str, comment: str) -> str:
    return f"{key} = {text}" + (f"  # {comment}" if comment else "")


def _choices(field: Field) -> str:
    if field.kind is not FieldKind.CHOICE:
        return ""
    return _("one of {choices}").format(choices=", ".join(choice for choice, _label in field.choices))


def _kind_label(section: str, item: Mapping[str, Any]) -> str:
    kind = (earning_kinds() if section == "earning" else reward_kinds()).get(str(item.get("kind")))
    return kind.label if kind is not None else ""


def toml_value(field: Field, value: Any, currency: str) -> str:
    """One value as TOML writes it."""
    if field.kind is FieldKind.MONEY:
        return f'"{decimal_string(value, currency)}"'
    if field.kind is FieldKind.FACTOR:
        return format(Decimal(value).scaleb(-3).normalize(), "f")
    if field.kind is FieldKind.DATE:
        return date.fromisoformat(value).isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_text(item) for item in value) + "]"
    return str(value) if isinstance(value, int) else _text(value)


def _text(text: str) -> str:
    """A basic string: what JSON escapes TOML does too, and the one control character JSON leaves."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def section_words() -> dict[str, str]:
    """What each section is for, in a line."""
    return {
        "name": _("What the programme is called."),
        "earning": _("Earning: points for money first, then several times those, then points on top."),
        "counting": _("What of a purchase counts."),
        "tiers": _("Tiers, lowest first."),
        "tier_rules": _("What tiers are counted by, and how somebody drops."),
        "stamp_cards": _("Stamp cards."),
        "rewards": _("Rewards: what points can be used for."),
        "vouchers": _("Vouchers: a reward given to one customer on an occasion."),
        "referral": _("Points for sending a friend, after the friend's first purchase."),
        "households": _("What who leaves a household takes along."),
        "gift_cards": _("Bounds of gift cards."),
        "expiry": _("When points lapse."),
        "refund_of_spent": _("What a refund of points already spent leads to."),
        "worth": _("What points are worth in money."),
    }
