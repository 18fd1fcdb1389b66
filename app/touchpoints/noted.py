"""Fields that no form asks for by itself: commands note them, and an edit that names none of them leaves
them as they are. Who is meant is kept by the number a person has among the staff."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _

HAPPY, UNHAPPY, NEITHER = "happy", "unhappy", "neither"
MOODS = (HAPPY, UNHAPPY, NEITHER)
MOOD_FIELD = "mood"
ANSWERED_AT_FIELD, ANSWERED_BY_FIELD = "answered_at", "answered_by"
OF_ANSWERS = frozenset({ANSWERED_AT_FIELD, ANSWERED_BY_FIELD})
"""What only the giving of an answer notes; nobody can say it."""
STAFF_FIELDS = frozenset({"staff", "owner", ANSWERED_BY_FIELD})
"""Fields that hold the number of one of the staff."""

PURCHASE = Field("purchase", _("Number of the purchase it is about"), FieldKind.INTEGER, minimum=1)
STAFF = Field("staff", _("Who it is about"), FieldKind.INTEGER, minimum=1)
OWNER = Field("owner", _("Who sees to it"), FieldKind.INTEGER, minimum=1)
ANSWERED_AT = Field(ANSWERED_AT_FIELD, _("Answered on"), max_length=40)
ANSWERED_BY = Field(ANSWERED_BY_FIELD, _("Answered by"), FieldKind.INTEGER, minimum=1)
MOOD = Field(
    MOOD_FIELD,
    _("How it sounds"),
    FieldKind.CHOICE,
    choices=((HAPPY, _("Happy")), (UNHAPPY, _("Unhappy")), (NEITHER, _("Neither"))),
)


def mood_of(data: Mapping[str, object]) -> str:
    """What the staff said of how it sounds, one of `MOODS`; "" where they said nothing."""
    said = data.get(MOOD_FIELD)
    return said if isinstance(said, str) and said in MOODS else ""


def mood_words(data: Mapping[str, object]) -> str:
    """The staff's word for how it sounds as small print; "" where they said none."""
    said = {HAPPY: _("Sounds happy"), UNHAPPY: _("Sounds unhappy"), NEITHER: _("Sounds neither way")}
    return said.get(mood_of(data), "")


def staff_in(data: Mapping[str, object], field_id: str) -> int | None:
    """The number of one of the staff in the data, None when there is none."""
    number = data.get(field_id)
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def instant_text(at: datetime) -> str:
    """An instant as the data keeps it."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def answered_at(data: Mapping[str, object]) -> datetime | None:
    """When the answer was given; None without one, and for those given before that was noted."""
    try:
        at = datetime.fromisoformat(str(data.get(ANSWERED_AT_FIELD, "")))
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo is not None else None
