"""Why a purchase gave so many points, in words: "23 = 18 + 5 double on Crime".

A part is said by the name of its rule where it has one, else by what the rule does and when. Entries of the
ledger are explained by the version of the programme that judged them, for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.money import format_number
from app.kernel.unit import View
from app.loyalty.conditions import conditions_brief
from app.loyalty.earning import EarningRule, Stage, earning_kinds
from app.loyalty.earning.judging import TIER
from app.loyalty.ledger import EntryKind
from app.loyalty.models import POINTS, Account, Entry, ProgrammeVersion, found_of
from app.loyalty.rules import Rules, rules_from_json
from app.loyalty.words import factor_text
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_V = table(ProgrammeVersion).c
_EARNED = (EntryKind.EARN.value, EntryKind.MOVE_IN.value)
NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Explained:
    """What one rule gave, and its words. `plain`: points for money without any condition or name, which a sum
    does not need to name."""

    rule: str
    points: int
    words: str
    plain: bool = False


def explain(view: View, rules: Rules, parts: Iterable[tuple[str, int]]) -> tuple[Explained, ...]:
    """Parts, (rule, points), in words by the rules that gave them."""
    by_id = {rule.id: rule for rule in rules.earning}
    return tuple(_explained(view, rules, by_id.get(rule), rule, points) for rule, points in parts)


def _explained(view: View, rules: Rules, rule: EarningRule | None, name: str, points: int) -> Explained:
    if name.startswith(TIER):
        return Explained(name, points, _tier_words(view, rules, name.removeprefix(TIER)))
    kind = earning_kinds().get(rule.kind) if rule is not None else None
    if rule is None or kind is None:
        return Explained(name, points, name)
    if rule.values.get("name"):
        return Explained(name, points, str(rule.values["name"]))
    values = dict(rule.values)
    if "tier" in values:
        known = ((one, rules.tiers.tier(one)) for one in values["tier"])
        values["tier"] = tuple(tier.name if tier is not None else one for one, tier in known)
    does = (kind.brief or kind.words)(values, view)
    when = conditions_brief(values, view, after=bool(does))
    words = " ".join(filter(None, (does, when))) or _(kind.label)
    return Explained(name, points, words, plain=kind.stage is Stage.BASE and not when)


def _tier_words(view: View, rules: Rules, tier_id: str) -> str:
    tier = rules.tiers.tier(tier_id)
    if tier is None:
        return tier_id
    return _("{tier} × {factor}").format(tier=tier.name, factor=factor_text(tier.factor, view))


def explain_entry(view: View, entry_id: int) -> tuple[Explained, ...]:
    """What the rules gave of an entry; nothing for one that no rule gave. `NotFound` where there is none."""
    row = run(view.session, select(_E.detail, _E.programme_id).where(_E.id == entry_id)).one_or_none()
    if row is None:
        raise NotFound(_("There is no entry {number}.").format(number=entry_id), field="entry")
    return explain_kept(view, [(row[0], row[1])])[0]


def explain_purchase(view: View, purchase_id: int) -> tuple[Explained, ...]:
    """What the rules gave for a purchase when its points were last earned; nothing where it gave none."""
    row = run(
        view.session,
        select(_E.detail, _E.programme_id)
        .join_from(table(Entry), table(Account), _A.id == _E.account_id)
        .where(_E.purchase_id == purchase_id, found_of(_A.unit, POINTS), _E.kind.in_(_EARNED))
        .order_by(_E.id.desc())
        .limit(1),
    ).one_or_none()
    return explain_kept(view, [(row[0], row[1])])[0] if row is not None else ()


def explain_kept(view: View, kept: Sequence[tuple[str, int | None]]) -> list[tuple[Explained, ...]]:
    """What entries keep, (detail, version of the programme), in words, each in its place."""
    versions = {version for detail, version in kept if detail and version is not None}
    rules: dict[int | None, Rules] = {}
    if versions:
        rows = run(view.session, select(_V.id, _V.rules).where(_V.id.in_(sorted(versions))))
        rules.update((row[0], rules_from_json(row[1])) for row in rows)
    return [explain(view, rules.get(version, NO_RULES), _parts_in(detail)) for detail, version in kept]


def _parts_in(detail: str) -> list[tuple[str, int]]:
    kept = json.loads(detail).get("rules", ()) if detail else ()
    return [(str(rule), int(points)) for rule, points in kept]


def sum_words(view: View, parts: Sequence[Explained]) -> str:
    """ "23 = 18 + 5 double on Crime"; "" where one rule gave all of it."""
    if len(parts) < 2:
        return ""
    said = [_number(view, sum(part.points for part in parts)), "="]
    for place, part in enumerate(parts):
        if place:
            said.append("+" if part.points >= 0 else "−")
        said.append(_number(view, abs(part.points)))
        if not part.plain or sum(other.plain for other in parts) > 1:
            said.append(part.words)
    return " ".join(said)


def more_words(parts: Sequence[Explained]) -> str:
    """What goes beyond plain points for money: "double on Crime, first purchase"; "" where one rule gave all
    of it."""
    if len(parts) < 2:
        return ""
    return ", ".join(part.words for part in parts if not part.plain)


def _number(view: View, points: int) -> str:
    return format_number(points, view.context.locale)
