"""What the dialogs of the loyalty page ask for: the declared fields, dressed for a person.

Three things differ from the declarations. Ids are made from names. A condition that is yes or no is a choice
of three, for "no" is a condition too. Tiers are chosen among those the programme has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.gui.models.programme_edits import Plain, tiers_by
from app.gui.models.programme_words import tier_names
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.conditions import conditions
from app.loyalty.earning import COMMON, earning_kinds
from app.loyalty.rewards import LIMITS, MAX_COST, reward_kinds
from app.loyalty.stamps.card import FIELDS as STAMP_FIELDS
from app.loyalty.tiers.scheme import BY_HAND, SPEND, TIER_FIELDS
from app.loyalty.vouchers.rule import BIRTHDAY, WIN_BACK
from app.loyalty.vouchers.rule import FIELDS as VOUCHER_FIELDS

YES, NO = "yes", "no"
_YES_NO = ((YES, _("yes")), (NO, _("no")))


@dataclass(frozen=True)
class More:
    """Fields that are asked for only when somebody wants them: a condition, a limit."""

    id: str
    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Asked:
    """The form of one thing: `fields` always, `more` on demand. `yes_no` are fields that were a tick once.

    `silent(values)` names the fields that make no difference with these values.
    """

    fields: tuple[Field, ...]
    more: tuple[More, ...] = ()
    yes_no: frozenset[str] = field(default_factory=frozenset)
    silent: Callable[[Plain], frozenset[str]] = lambda _values: frozenset()

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Every field of the form, in order."""
        return (*self.fields, *(one for more in self.more for one in more.fields))

    def to_form(self, item: Plain) -> dict[str, Any]:
        """The values of the rules as the form shows them."""
        return {
            key: (YES if value else NO) if key in self.yes_no and isinstance(value, bool) else value
            for key, value in item.items()
        }

    def from_form(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The form's values as the rules keep them; ticks that are not set are left out."""
        plain: dict[str, Any] = {}
        for key, value in values.items():
            if key in self.yes_no:
                plain[key] = value == YES
            elif value is not False:
                plain[key] = list(value) if isinstance(value, tuple) else value
        return plain


def asked_for(section: str, kind: str, plain: Plain) -> Asked:
    """The form of one item of a list section; `kind` where the section has kinds."""
    return _ASKED[section](kind, plain)


def kind_choices(section: str) -> list[tuple[str, str]]:
    """(id, label) of the kinds an item of the section may have; none where there is only one sort."""
    if section == "earning":
        return [(kind.id, kind.label) for kind in earning_kinds()]
    if section in ("rewards", "vouchers"):
        return [(kind.id, kind.label) for kind in reward_kinds()]
    return []


def _earning(kind_id: str, plain: Plain) -> Asked:
    kind = earning_kinds().get(kind_id)
    own = kind.fields if kind else ()
    more = _conditions(plain, rewards=False) if kind is None or kind.conditional else ((), frozenset())
    return Asked((*own, *COMMON), more[0], more[1])


def _reward(kind_id: str, plain: Plain) -> Asked:
    kind = reward_kinds().get(kind_id)
    more, yes_no = _conditions(plain, rewards=True)
    apart = {one.id for group in more for one in group.fields} | {limit.id for limit in LIMITS}
    declared = tuple(one for one in (kind.all_fields if kind else ()) if one.id not in apart)
    # Tiers are no field where the programme has none, yet the kind declares them.
    declared = tuple(one for one in declared if one.id != "tier")
    name = Field("name", _("Reward"), required=True, max_length=120)
    cost = Field("cost", _("Costs (points)"), FieldKind.INTEGER, required=True, minimum=0, maximum=MAX_COST)
    limits = tuple(More(limit.id, limit.label, (limit,)) for limit in LIMITS)
    return Asked((name, cost, *declared), (*limits, *more), yes_no)


def _voucher(kind_id: str, _plain: Plain) -> Asked:
    kind = reward_kinds().get(kind_id)
    gift = kind.fields if kind else ()
    return Asked((*_but_id(VOUCHER_FIELDS), *gift), silent=_silent_in_voucher)


def _silent_in_voucher(values: Plain) -> frozenset[str]:
    occasion = values.get("occasion")
    silent = {"days_before"} if occasion != BIRTHDAY else set()
    return frozenset(silent | ({"away_days"} if occasion != WIN_BACK else set()))


def _tier(_kind: str, plain: Plain) -> Asked:
    by = tiers_by(plain)
    start = {SPEND: "from_money", BY_HAND: ""}.get(by, "from")
    fields = [
        replace(one, required=True) if one.id == start else one
        for one in _but_id(TIER_FIELDS)
        if one.id not in ("from", "from_money") or one.id == start
    ]
    return Asked(tuple(fields))


def _stamp_card(_kind: str, _plain: Plain) -> Asked:
    return Asked(_but_id(STAMP_FIELDS), silent=_silent_in_card)


def _silent_in_card(values: Plain) -> frozenset[str]:
    return frozenset() if values.get("per", "item") == "item" else frozenset({"category", "product"})


def _but_id(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(one for one in fields if one.id != "id")


def _conditions(plain: Plain, *, rewards: bool) -> tuple[tuple[More, ...], frozenset[str]]:
    """The conditions to choose among, and which of their fields became a choice of yes and no."""
    groups, yes_no = [], set()
    for condition in conditions():
        if rewards and not condition.for_rewards:
            continue
        fields = []
        for one in condition.fields:
            if one.kind is FieldKind.BOOLEAN:
                yes_no.add(one.id)
                fields.append(replace(one, kind=FieldKind.CHOICE, choices=_YES_NO))
            elif one.id != "tier":
                fields.append(one)
            elif names := tuple(tier_names(plain).items()):
                fields.append(replace(one, kind=FieldKind.CHOICES, choices=names))
        if fields:
            groups.append(More(condition.id, condition.label, tuple(fields)))
    return tuple(groups), frozenset(yes_no)


_ASKED: dict[str, Callable[[str, Plain], Asked]] = {
    "earning": _earning,
    "rewards": _reward,
    "vouchers": _voucher,
    "tiers": _tier,
    "stamp_cards": _stamp_card,
}
