"""The rows of the day in words, part by part, each with what its button does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.groups.morning import (
    NEW_FOR,
    WAITING_FOR,
    Morning,
    Reach,
    birthday_key,
    tier_key,
)
from app.groups.rhythms import Expected
from app.groups.today import Birthday, Owed
from app.gui.models.day_row import (
    ANSWER,
    BIRTHDAYS,
    CARD,
    DONE,
    EXPECTED,
    FEEDBACK,
    GIFT,
    LAPSING,
    NEW,
    PROMISES,
    REMIND,
    TIERS,
    WELCOME,
    DayPart,
    DayRow,
    counted,
    said,
)
from app.gui.models.slipping_rows import rhythm_words, slipping_part
from app.gui.speech import Speech
from app.gui.widgets.pill import Tone
from app.kernel.i18n import _, plural
from app.touchpoints.answers import COMPLAINT, REVIEW, Unanswered
from app.touchpoints.noted import UNHAPPY
from app.touchpoints.sentiment import Sound

RESERVATION = "reservation"
"""The kind of what is kept for a customer until they come."""
_DAY = timedelta(days=1)


def parts_of(told: Morning, speech: Speech, sounds: Mapping[int, Sound] | None = None) -> tuple[DayPart, ...]:
    """All parts of the day; `sounds` are how the words of feedback sound, by its number."""
    return (
        _birthdays(told, speech), slipping_part(told, speech), _promises(told, speech),
        _feedback(told, speech, sounds or {}), _lapsing(told, speech), _new(told, speech),
        _expected(told, speech), _tiers(told),
    )  # fmt: skip


def _near(day: date, today: date, speech: Speech) -> str:
    """ "today", "tomorrow", "Wed 25 Nov"."""
    if day == today:
        return _("today")
    if day == today + _DAY:
        return _("tomorrow")
    return speech.weekday(day)


def _birthdays(told: Morning, speech: Speech) -> DayPart:
    def row(one: Birthday) -> DayRow:
        post = told.reach.get(one.customer_id, Reach()).post
        missing = one.customer_id in told.without_gift
        gift = ""
        if one.voucher:
            ready = _("{voucher} ready") if one.waiting else _("{voucher} used")
            gift = _("{voucher} not given yet") if missing else ready
            gift = gift.format(voucher=one.voucher)
        action, button = (CARD, _("Print card")) if post else (DONE, _("Greeted"))
        if missing and one.on == told.day:
            action, button = GIFT, _("Give voucher")
        return DayRow(
            birthday_key(one), one.customer_id, one.name, one.name,
            said(
                _near(one.on, told.day, speech),
                _("turns {age}").format(age=one.turning) if one.turning else "",
                gift,
                "" if post else _("greet in the shop"),
            ),
            action, button, action == GIFT, on=one.on, until=max(one.on, told.today) + _DAY, gift=missing,
        )  # fmt: skip

    part = told.birthdays
    pill = _("{n} this week").format(n=counted(part, speech)) if part.count else ""
    return DayPart(
        BIRTHDAYS, _("Say happy birthday"), pill, "violet", tuple(map(row, part.rows)),
        part.count - len(part.rows), _("No birthdays this week."),
    )  # fmt: skip


def _promises(told: Morning, speech: Speech) -> DayPart:
    def row(one: Owed) -> DayRow:
        late, reserved = one.late > 0, one.kind == RESERVATION
        made = _("reserved {day}") if reserved else _("promised {day}")
        made = made.format(day=speech.day(one.made_on, told.today))
        when = plural("{n} day overdue", "{n} days overdue", one.late).format(n=speech.number(one.late))
        return DayRow(
            f"promise:{one.id}", one.customer_id, one.name, one.text,
            said(one.name, when if late else _("due today"), made),
            DONE, _("Came") if reserved else _("Done"), True,
            "!" if late else "icon:calendar" if reserved else "icon:promise",
            "rose" if late else "blue" if reserved else "gold", one.id,
        )  # fmt: skip

    part = told.promises
    pill = _("{n} due").format(n=counted(part, speech)) if part.count else ""
    return DayPart(
        PROMISES, _("Promises and follow-ups"), pill, "gold", tuple(map(row, part.rows)),
        part.count - len(part.rows), _("Every promise is kept."),
    )  # fmt: skip


def _feedback(told: Morning, speech: Speech, sounds: Mapping[int, Sound]) -> DayPart:
    labels = {COMPLAINT: _("Complaint"), REVIEW: _("Review")}

    def row(one: Unanswered) -> DayRow:
        what = labels.get(one.kind, _("Feedback"))
        kind = what if one.kind in labels and one.text else ""
        score = "" if one.score is None else f"{one.score}/{one.scale}"
        days = one.waited.days
        waits = plural("{n} day", "{n} days", days).format(n=speech.number(days))
        owner = _("with {name}").format(name=one.owner) if one.owner else ""
        sound = sounds.get(one.id, Sound())
        return DayRow(
            f"feedback:{one.id}", one.customer_id, one.name,
            _("“{words}”").format(words=" ".join(one.text.split())) if one.text else what,
            said(one.name, "" if one.too_long else speech.moment(one.at, told.today), owner, score, kind),
            ANSWER, _("Answer") if one.angry else _("Thank"), one.angry,
            "!" if one.score is None and one.angry else _mark(one),
            "rose" if one.angry else "accent", one.id, until=told.today + _DAY * WAITING_FOR,
            alarm=waits if one.too_long else "",
            pill=_hint(one, sound),
            mood=sound.mood,
        )  # fmt: skip

    part = told.feedback
    old = sum(one.too_long for one in part.rows)
    pill = _("{n} older than a day").format(n=speech.number(old)) if old else speech.number(part.count)
    return DayPart(
        FEEDBACK, _("Feedback waiting for an answer"), pill if part.count else "", "rose" if old else "blue",
        tuple(map(row, part.rows)), part.count - len(part.rows), _("Everybody has their answer."),
    )  # fmt: skip


def _hint(one: Unanswered, sound: Sound) -> tuple[str, Tone] | None:
    """How the words sound, where the score does not tell the same already."""
    unhappy = sound.mood == UNHAPPY
    if not sound.words or (one.score is not None and one.good != unhappy):
        return None
    return sound.words, "rose" if unhappy else "accent"


def _mark(one: Unanswered) -> str:
    """The score, or a picture where there is none. 0 is one."""
    return "icon:feedback" if one.score is None else str(one.score)


def _lapsing(told: Morning, speech: Speech) -> DayPart:
    rows: list[DayRow] = []
    lapsing, pill = told.lapsing, ""
    if lapsing is not None:
        people = plural("{n} customer", "{n} customers", lapsing.customers)
        points = plural("{n} pt", "{n} pts", lapsing.points).format(n=speech.number(lapsing.points))
        pill = said(people.format(n=speech.number(lapsing.customers)), points)
        ways = (
            (_("{n} by e-mail"), lapsing.by_email),
            (_("{n} by letter"), lapsing.by_letter),
            (_("{n} when they come in"), lapsing.in_shop),
        )
        reached = ", ".join(words.format(n=speech.number(count)) for words, count in ways if count)
        title = _("Points about to lapse")
        rows = [
            DayRow(
                "lapsing:all", None, title, _("Remind those who allow it"), reached, REMIND, _("Prepare"),
                mark="icon:points", tone="gold", until=told.today + _DAY * 7,
            )
        ]  # fmt: skip
        rows += [
            DayRow(
                f"lapsing:{one.customer_id}:{one.day.isoformat()}", one.customer_id, one.name, one.name,
                said(
                    speech.points(one.points),
                    _("until {day}").format(day=_near(one.day, told.today, speech)),
                    _("for not coming") if one.absent else "",
                ),
                asks=False,
            )
            for one in told.soonest.rows
        ]  # fmt: skip
    more = told.soonest.count - len(told.soonest.rows)
    empty = _("No points lapse in the next weeks.")
    return DayPart(LAPSING, _("Points about to lapse"), pill, "gold", tuple(rows), more, empty)


def _new(told: Morning, speech: Speech) -> DayPart:
    rows = []
    for one in told.new.rows:
        post = told.reach.get(one.customer_id, Reach()).post
        since = _("card made {ago}").format(ago=speech.ago((told.day - one.joined_on).days))
        by = _("sent by {name}").format(name=one.sent_by) if one.sent_by else ""
        rows.append(
            DayRow(
                f"new:{one.customer_id}", one.customer_id, one.name, one.name, said(since, by),
                WELCOME if post else DONE, _("Welcome") if post else _("Done"),
                until=told.today + _DAY * NEW_FOR,
            )
        )  # fmt: skip
    part = told.new
    pill = speech.number(part.count) if part.count else ""
    more = part.count - len(part.rows)
    return DayPart(
        NEW, _("New faces to welcome"), pill, "blue", tuple(rows), more, _("No new faces this week.")
    )


def _expected(told: Morning, speech: Speech) -> DayPart:
    def row(one: Expected) -> DayRow:
        last = _("last {day}").format(day=speech.day(one.last_visit, told.today))
        return DayRow(
            f"expected:{one.customer_id}", one.customer_id, one.name, one.name,
            said(rhythm_words(one.usual), last, one.favourite), asks=False,
        )  # fmt: skip

    part = told.expected
    count = counted(part, speech)
    return DayPart(
        EXPECTED, _("Expected back today"), count if part.count else "", "accent",
        tuple(map(row, part.rows)), 0, _("Nobody's usual day is today."),
    )  # fmt: skip


def _tiers(told: Morning) -> DayPart:
    rows = []
    for one in told.tiers.rows:
        tier, before = one.tier or _("no tier"), one.before or _("no tier")
        moved = _("moved up to {tier}, from {before}") if one.up else _("went from {before} to {tier}")
        rows.append(
            DayRow(
                tier_key(one, told.day), one.customer_id, one.name, one.name,
                moved.format(tier=tier, before=before), DONE, _("Done"), until=told.today + _DAY,
            )
        )  # fmt: skip
    part = told.tiers
    pill = str(part.count) if part.count else ""
    more = part.count - len(part.rows)
    title = _("Changes of tier yesterday")
    return DayPart(TIERS, title, pill, "gold", tuple(rows), more, _("Nobody changed tier yesterday."))
