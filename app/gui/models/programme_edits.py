"""Changes to a programme as plain values: each gives a new programme and leaves the old one as it was.

The shape is that of `app.loyalty.rules`: a dictionary of sections, some of them lists of tables with an id.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.kernel.errors import Refused
from app.kernel.text import fold_words
from app.loyalty.reading import WrongRules
from app.loyalty.rules import Rules, rules_from_dict
from app.loyalty.tiers.scheme import BY_HAND, POINTS, SPEND

Plain = Mapping[str, Any]

_ID_LENGTH = 60
_PLACE = re.compile(r"([a-z_]+)(?:\.([0-9]+))?(?:\.([a-z_]+))?")


def items_of(plain: Plain, section: str) -> list[dict[str, Any]]:
    """The tables of a list section; none when it is missing."""
    return list(plain.get(section, ()))


def with_section(plain: Plain, section: str, value: Any) -> dict[str, Any]:
    """The programme with another section; an empty one goes."""
    changed = {key: copy.deepcopy(kept) for key, kept in plain.items() if key != section}
    if value not in ({}, [], None, ""):
        changed[section] = copy.deepcopy(value)
    return changed


def with_item(plain: Plain, section: str, at: int | None, item: Plain) -> dict[str, Any]:
    """One table put in the place of the one at `at`, or behind the last for None."""
    items = items_of(plain, section)
    if at is None:
        items.append(dict(item))
    else:
        items[at] = dict(item)
    return with_section(plain, section, _in_order(plain, section, items))


def without_item(plain: Plain, section: str, at: int) -> dict[str, Any]:
    """The programme without one table."""
    items = items_of(plain, section)
    del items[at]
    changed = with_section(plain, section, items)
    # Tiers nobody can be in have no rules of their own either.
    return with_section(changed, "tier_rules", None) if section == "tiers" and not items else changed


def swapped(plain: Plain, section: str, one: int, other: int) -> dict[str, Any]:
    """Two tables of a list in each other's place."""
    items = items_of(plain, section)
    items[one], items[other] = items[other], items[one]
    return with_section(plain, section, items)


def _in_order(plain: Plain, section: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tiers stand by where they begin, so that nobody has to move them; by hand, as they were put."""
    start = {SPEND: "from_money", POINTS: "from"}.get(tiers_by(plain))
    if section != "tiers" or start is None:
        return items
    return sorted(items, key=lambda tier: tier.get(start) or 0)


def tiers_by(plain: Plain) -> str:
    """What tiers are counted by: "spend", "points" or "hand"."""
    return str(plain.get("tier_rules", {}).get("by", SPEND))


def with_tier_rules(plain: Plain, rules: Plain) -> dict[str, Any]:
    """Tiers counted another way: where each begins is said in points or money then, or not at all."""
    before, by = tiers_by(plain), str(rules.get("by", SPEND))
    changed = with_section(plain, "tier_rules", dict(rules))
    if before == by:
        return changed
    tiers = []
    for number, tier in enumerate(items_of(plain, "tiers")):
        start = tier.get("from_money", tier.get("from", number))
        kept = {key: value for key, value in tier.items() if key not in ("from", "from_money")}
        if by != BY_HAND:
            kept["from_money" if by == SPEND else "from"] = start
        tiers.append(kept)
    return with_section(changed, "tiers", tiers)


def fresh_id(name: str, taken: Sequence[str], otherwise: str) -> str:
    """An id made of a name: "Free coffee" is "free-coffee", and "free-coffee-2" when that is taken.

    A name without a Latin letter or digit takes `otherwise`.
    """
    words = (re.sub("[^a-z0-9]", "", word) for word in fold_words(name))
    base = "-".join(word for word in words if word)[: _ID_LENGTH - 4].strip("-") or otherwise.replace(
        "_", "-"
    )
    number, made = 1, base
    while made in taken:
        number += 1
        made = f"{base}-{number}"
    return made


@dataclass(frozen=True)
class Problem:
    """Why a programme cannot be read: the section, which of its tables (from 0), the field, the sentence."""

    section: str
    at: int | None
    field: str
    sentence: str


def name_of(plain: Plain, section: str, at: int | None) -> str:
    """The name of one table of a list; "" for what has none."""
    items = items_of(plain, section) if at is not None else []
    return str(items[at].get("name") or "") if at is not None and at < len(items) else ""


def read_rules(plain: Plain) -> Rules | Problem:
    """The rules, or the first thing that is wrong with them."""
    try:
        return rules_from_dict(dict(plain))
    except Refused as refused:
        return problem_of(refused)


def problem_of(refused: Refused) -> Problem:
    """Where a refusal of the reader belongs ("rewards.2.cost": the second reward, its cost)."""
    place = refused.field or ""
    found = _PLACE.fullmatch(place)
    sentence = refused.message
    if isinstance(refused, WrongRules):
        # Where it is and that nothing was changed is seen here.
        sentence = f"{refused.why[:1].upper()}{refused.why[1:]}."
    if found is None:
        return Problem("", None, "", sentence)
    section, number, field = found.groups()
    return Problem(section, int(number) - 1 if number else None, field or "", sentence)
