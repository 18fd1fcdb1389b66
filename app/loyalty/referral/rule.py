"""What a programme gives for a friend who was sent: after the friend's first paid, unrefunded purchase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.loyalty.reading import Values, section

FIELDS = (
    Field("sender", _("Points for who sent"), FieldKind.INTEGER, minimum=0, maximum=1_000_000),
    Field("friend", _("Points for the friend"), FieldKind.INTEGER, minimum=0, maximum=1_000_000),
    Field("minimum", _("First purchase at least"), FieldKind.MONEY, minimum=1, maximum=MAX_AMOUNT),
    Field("most_a_year", _("At most a year"), FieldKind.INTEGER, minimum=1, maximum=1000),
)


@dataclass(frozen=True)
class ReferralRule:
    """Points for both; `minimum` is what the first purchase must come to; `most_a_year` friends count for one
    sender in a calendar year, None is any number."""

    sender: int = 0
    friend: int = 0
    minimum: int | None = None
    most_a_year: int | None = None

    def __bool__(self) -> bool:
        return bool(self.sender or self.friend)


def read_referral(plain: Values) -> ReferralRule:
    """The section `referral` of the rules."""
    return ReferralRule(**section(plain, "referral", FIELDS))


def plain_referral(rule: ReferralRule) -> dict[str, Any]:
    """The section as plain values; nothing where friends bring nothing."""
    plain = {declared.id: getattr(rule, declared.id) for declared in FIELDS}
    return {key: value for key, value in plain.items() if value} if rule else {}
