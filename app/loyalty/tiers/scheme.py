"""The tiers of a programme, and which one an amount reaches."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.reading import ID_FIELD as _ID
from app.loyalty.reading import Values, items, only, section, values_of, wrong

SPEND, POINTS, BY_HAND = "spend", "points", "hand"
ROLLING, CALENDAR = "rolling", "calendar"

SCHEME_FIELDS = (
    Field(
        "by",
        _("Tiers by"),
        FieldKind.CHOICE,
        choices=((SPEND, _("money spent")), (POINTS, _("points earned")), (BY_HAND, _("hand alone"))),
        default=SPEND,
    ),
    Field(
        "year",
        _("Counted over"),
        FieldKind.CHOICE,
        choices=((ROLLING, _("the last 12 months")), (CALENDAR, _("the calendar year and the one before"))),
        default=ROLLING,
        help=_("In calendar years, a tier reached in one year holds through the end of the next."),
    ),
    Field(
        "grace_days",
        _("Days of grace before a drop"),
        FieldKind.INTEGER,
        minimum=0,
        maximum=366,
        default=0,
    ),
)
LARGEST = 10**11
TIER_FIELDS = (
    _ID,
    Field("name", _("Tier"), required=True, max_length=60),
    Field("from", _("From"), FieldKind.INTEGER, minimum=0, maximum=LARGEST),
    Field("from_money", _("From"), FieldKind.MONEY, minimum=0, maximum=LARGEST),
    Field("factor", _("Earning"), FieldKind.FACTOR, minimum=0, maximum=100_000, default=1000),
    Field(
        "factor_from",
        _("Earning from"),
        FieldKind.MONEY,
        minimum=1,
        maximum=LARGEST,
        help=_("The factor holds for purchases of at least so much."),
    ),
    Field("perks", _("Perks"), FieldKind.TEXTS, max_length=160),
)


@dataclass(frozen=True)
class Tier:
    """`start` is reached at so much (minor units or points); `factor` thousandths act on the points of
    purchases of at least `factor_from`; `perks` are promises in words."""

    id: str
    name: str
    start: int = 0
    factor: int = 1000
    factor_from: int = 0
    perks: tuple[str, ...] = ()


@dataclass(frozen=True)
class TierScheme:
    """The tiers, lowest first; the lowest may begin at 0 and then holds for everybody."""

    tiers: tuple[Tier, ...] = ()
    by: str = SPEND
    year: str = ROLLING
    grace_days: int = 0
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(tier.start for tier in self.tiers))

    def __bool__(self) -> bool:
        return bool(self.tiers)

    def reached(self, amount: int) -> Tier | None:
        """The highest tier that `amount` reaches; None below the first."""
        place = bisect_right(self._starts, amount)
        return self.tiers[place - 1] if place else None

    def tier(self, tier_id: str) -> Tier | None:
        """The tier of that id."""
        return next((tier for tier in self.tiers if tier.id == tier_id), None)

    def rank(self, tier_id: str) -> int:
        """How high a tier is: 0 the lowest, -1 none or unknown."""
        return next((rank for rank, tier in enumerate(self.tiers) if tier.id == tier_id), -1)

    def above(self, tier_id: str) -> Tier | None:
        """The next tier up; the lowest for one that is none; None at the top."""
        rank = self.rank(tier_id) + 1
        return self.tiers[rank] if rank < len(self.tiers) else None


NO_TIERS = TierScheme()


def same_standing(one: TierScheme, other: TierScheme) -> bool:
    """Whether two schemes put everybody into the same tiers, whatever those give; a day of grace more or less
    moves nobody at once."""
    starts = ([(tier.id, tier.start) for tier in scheme.tiers] for scheme in (one, other))
    return next(starts) == next(starts) and (one.by, one.year) == (other.by, other.year)


def read_tiers(plain: Values) -> TierScheme:
    """The sections `tiers` (a list) and `tier_rules` of the rules. Refused when they are out of order."""
    scheme = section(plain, "tier_rules", SCHEME_FIELDS)
    tiers: list[Tier] = []
    for place, item in items(plain, "tiers"):
        only(item, place, {declared.id for declared in TIER_FIELDS})
        values = values_of(TIER_FIELDS, item, place)
        unused, used = ("from", "from_money") if scheme["by"] == SPEND else ("from_money", "from")
        if scheme["by"] == BY_HAND:
            start = len(tiers)
        elif unused in values:
            raise wrong(f"{place}.{unused}", _("here a tier begins with “{name}”").format(name=used))
        else:
            start = int(values.get(used, 0))
        if tiers and start <= tiers[-1].start:
            raise wrong(place, _("each tier begins higher than the one before it"))
        tiers.append(
            Tier(
                values["id"],
                values["name"],
                start,
                values["factor"],
                values.get("factor_from", 0),
                values.get("perks", ()),
            )
        )
    return TierScheme(tuple(tiers), scheme["by"], scheme["year"], scheme["grace_days"])


def plain_tiers(scheme: TierScheme) -> dict[str, Any]:
    """The sections as plain values; nothing without tiers."""
    if not scheme.tiers:
        return {}
    start = {SPEND: "from_money", POINTS: "from"}.get(scheme.by)
    tiers = []
    for tier in scheme.tiers:
        plain: dict[str, Any] = {"id": tier.id, "name": tier.name}
        if start:
            plain[start] = tier.start
        plain["factor"] = tier.factor
        if tier.factor_from:
            plain["factor_from"] = tier.factor_from
        if tier.perks:
            plain["perks"] = list(tier.perks)
        tiers.append(plain)
    rules = {"by": scheme.by, "year": scheme.year, "grace_days": scheme.grace_days}
    return {"tier_rules": rules, "tiers": tiers}
