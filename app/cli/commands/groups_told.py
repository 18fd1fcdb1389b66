"""Groups as a script is told them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from app.cli.options import fields_told
from app.cli.output import decimal
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.groups.compare import Comparison, Side
    from app.groups.criterion import Criterion
    from app.groups.directory import DirectoryRow
    from app.groups.named import Counted, Group
    from app.groups.preview import Numbers
    from app.kernel.unit import View


def listed(view: View, found: Sequence[Group], numbers: Sequence[Counted]) -> list[dict[str, Any]]:
    """Groups, with how many are in each where that was asked for."""
    from app.groups.rule_words import rule_words

    told = [
        {
            "id": one.id,
            "name": one.name,
            "own": one.own,
            "purpose": one.purpose,
            "words": rule_words(view, one.rule),
        }
        for one in found
    ]
    for one, number in zip(told, numbers, strict=False):
        one |= {"customers": number.count, "troubles": list(number.troubles)}
    return told


def shown(view: View, group: Group) -> dict[str, Any]:
    """One group with its rule and how many match each part."""
    from app.groups.membership import branches
    from app.groups.rule import part_at, plain_rule
    from app.groups.rule_words import part_words, rule_words, troubles

    counted = branches(view, group.rule)
    return {
        "id": group.id,
        "name": group.name,
        "own": group.own,
        "words": rule_words(view, group.rule),
        "rule": plain_rule(group.rule),
        "customers": counted[0].count,
        "branches": [
            {
                "path": list(one.path),
                "words": part_words(view, part_at(group.rule, one.path)),
                "customers": one.count,
            }
            for one in counted
        ],
        "troubles": list(troubles(view, group.rule)),
    }


def made(view: View, group_id: str) -> dict[str, Any]:
    """What a group that was just saved says and whom it finds; nothing where it is gone again."""
    from app.groups.named import counted, find_group

    found = find_group(view, group_id)
    if found is None:
        return {}
    one = counted(view, (found,))[0]
    return {"words": one.words, "customers": one.count, "troubles": list(one.troubles)}


def member(row: DirectoryRow, currency: str) -> dict[str, Any]:
    """One customer of a group."""
    return {
        "id": row.id,
        "name": row.name,
        "card_number": row.card_number,
        "points": row.points,
        "visits": row.visits,
        "spent": decimal(row.spent, currency),
        "last_visit": row.last_visit.isoformat() if row.last_visit else None,
        "tags": list(row.tags),
    }


def numbers_told(numbers: Numbers, currency: str) -> dict[str, Any]:
    """What some customers are like."""
    return {
        "spent": decimal(numbers.spent, currency),
        "average_spent": decimal(numbers.average_spent, currency),
        "visits": numbers.visits,
        "average_visits": None if numbers.average_visits is None else round(numbers.average_visits, 2),
        "points": numbers.points,
        "average_points": numbers.average_points,
        "days_since": numbers.days_since,
        "last_visit": numbers.last_visit.isoformat() if numbers.last_visit else None,
    }


def compared(first: Group, second: Group, found: Comparison, currency: str) -> dict[str, Any]:
    """Two groups beside one another."""

    def side(group: Group, one: Side) -> dict[str, Any]:
        share = one.still_regular.share
        return {
            "group": group.id,
            "name": group.name,
            "customers": one.numbers.customers,
            **numbers_told(one.numbers, currency),
            "regulars": one.still_regular.regulars,
            "still_regular": None if share is None else round(share, 4),
            "why": one.still_regular.why,
        }

    return {
        "first": side(first, found.first),
        "second": side(second, found.second),
        "both": found.both,
        "only_first": found.only_first,
        "only_second": found.only_second,
        "of": found.of,
    }


def compare_lines(answer: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    """The same as lines of a table."""
    first, second = answer["first"], answer["second"]
    for label, key in (
        (_("Customers"), "customers"),
        (_("Spent on average"), "average_spent"),
        (_("Visits on average"), "average_visits"),
        (_("Points on average"), "average_points"),
        (_("Half were here within days"), "days_since"),
    ):
        yield label, *("–" if side[key] is None else side[key] for side in (first, second))
    shares = [side["still_regular"] for side in (first, second)]
    told = ("–" if one is None else f"{round(100 * one)} %" for one in shares)
    yield _("Regulars back within 90 days"), *told
    yield _("In both"), answer["both"], answer["both"]
    yield _("In this one only"), answer["only_first"], answer["only_second"]


def told_kinds(view: View) -> list[dict[str, Any]]:
    """The criteria there are, their fields, and what the shop has to offer for some."""
    from app.groups.criterion import criteria, shelves

    names = shelves()

    def offers(kind: Criterion, field: str) -> dict[str, Any]:
        offered = kind.offers.get(field)
        return {} if offered is None else {"offers": [value for value, _label in offered(view)]}

    return [
        {
            "id": kind.id,
            "label": kind.label,
            "shelf": names[kind.shelf],
            "fields": [one | offers(kind, one["id"]) for one in fields_told(kind.fields)],
        }
        for kind in sorted(criteria(), key=lambda kind: (list(names).index(kind.shelf), kind.order))
    ]
