"""The people everybody meets first in a demonstration, told visit by visit.

Days count back from the last day; what is older than the plan's history is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle

from app.customers.birthdays import Birthday
from app.customers.contacts import Address, Contact
from app.customers.draft import CustomerDraft
from app.exchange.demo.days import Span
from app.exchange.demo.talk import Talk


@dataclass(frozen=True)
class Deed:
    """One thing that touched money or points. `what`: "buy" (amount, items), "back" (amount of the purchase
    before it), "use" (a reward's id in `words`), "give" (points by hand) and "stamp" (so many on the coffee
    card), why in `words`."""

    at: datetime
    what: str
    amount: int = 0
    words: str = ""


@dataclass(frozen=True)
class Story:
    """Somebody's card, deeds in order of time, and touchpoints."""

    draft: CustomerDraft
    deeds: tuple[Deed, ...] = ()
    talks: tuple[Talk, ...] = ()


def stories(span: Span, staff: tuple[int, ...]) -> list[Story]:
    """Everybody in this file, Maria Schmidt first; the third from last was here latest."""
    jonas, lena = staff[0], staff[1]
    return [
        _maria(span, jonas, lena),
        Story(
            CustomerDraft(
                "Marion Sauer",
                contacts=(Contact("phone", "+49 1515 5609032"),),
                language="de",
                joined_on=_joined(span, 240),
            ),
            _visits(span, ((232, 2050), (171, 2240), (96, 1490), (31, 2980))),
        ),
        Story(
            CustomerDraft(
                "Marisol Santos Cruz",
                contacts=(Contact("email", "marisol@example.com"),),
                language="es",
                tags=("Poetry circle",),
                consents=(("email", True),),
                joined_on=_joined(span, 330),
            ),
            _visits(
                span, ((325, 3420), (260, 4110), (201, 2875), (150, 3699), (88, 2950), (47, 2180), (12, 2300))
            ),
        ),
        Story(
            CustomerDraft(
                "Mary Seymour", contacts=(Contact("phone", "01225 555231"),), joined_on=_joined(span, 20)
            )
        ),
        Story(
            CustomerDraft(
                "Thomas Schmidt",
                contacts=(Contact("email", "thomas.schmidt@example.org"),),
                joined_on=_joined(span, 400),
            ),
            _visits(span, ((395, 2299), (300, 1450), (180, 3100), (30, 1299))),
            (_reserved(span, 4, 2, "the table by the window for four", lena),),
        ),
        Story(
            CustomerDraft(
                "Oluwaseun Kuti",
                contacts=(Contact("phone", "07911 150442"),),
                favourite="Pot of Assam",
                joined_on=_joined(span, 300),
            ),
            (*_visits(span, ((290, 1299), (214, 880), (150, 2340), (61, 1599))), _minutes(span, 12, 1860)),
        ),
        Story(
            CustomerDraft(
                "林 美玲",
                sort_name="林 美玲",
                contacts=(Contact("email", "meiling.lin@example.org"),),
                language="zh",
                joined_on=_joined(span, 190),
            ),
            (*_visits(span, ((188, 1090), (120, 2490), (75, 360), (19, 780))), _minutes(span, 25, 740)),
        ),
        Story(
            CustomerDraft(
                "Amélie Dupont",
                contacts=(Contact("email", "amelie.dupont@example.net"),),
                language="fr",
                tags=("Book club",),
                consents=(("email", True), ("post", True)),
                joined_on=_joined(span, 350),
            ),
            (
                *_visits(span, ((345, 2150), (280, 5280), (210, 3299), (140, 2790), (70, 4180))),
                _minutes(span, 41, 1450),
                Deed(span.end - timedelta(minutes=41), "use", 0, "free-coffee"),
            ),
            (_reserved(span, 9, 0, "two places at the reading tonight", jonas),),
        ),
    ]


_LAST_YEAR = (
    24,
    40,
    69,
    95,
    110,
    119,
    128,
    137,
    146,
    155,
    164,
    173,
    182,
    191,
    200,
    209,
    218,
    227,
    236,
    245,
    254,
    263,
    279,
    288,
    297,
    306,
    315,
    324,
    333,
    342,
    350,
    357,
)
"""Maria's visits of the last twelve months, in days ago."""

_NEWEST = {24: 2340, 40: 5710, 69: 1820, 95: 2460, 110: 3100, 357: 12050}
"""What Maria paid on the visits her statement shows; the oldest still counts for a week."""

_USUAL = (390, 1299, 1830, 1640, 745, 2190, 360, 1899, 1250, 680, 2499, 995, 1420)
"""What she paid on the others, over and over."""

_GAPS = (9, 9, 9, 62)
"""Days between her visits before that, over and over: three in a row, then away for work."""

_OLDER = (5200, 5200, 5200, *(2190, 2750) * 14, 2476)
"""What she paid on them, the latest first: so that she comes to 1 482.00 in 64 visits, and to 640 points."""


def _maria(span: Span, jonas: int, lena: int) -> Story:
    birthday = span.last + timedelta(days=3)
    year = 1981 if (birthday.month, birthday.day) != (2, 29) else None
    draft = CustomerDraft(
        "Maria Schmidt",
        card_number="290000414417",
        contacts=(Contact("phone", "+49 1515 5554417", "mobile"), Contact("email", "maria.s@example.org")),
        addresses=(Address("Flat 3, 27 Great Pulteney Street", "BA2 4BU", "Bath", "", "GB"),),
        birthday=Birthday(birthday.month, birthday.day, year),
        favourite="oat flat white",
        alert="Nut allergy. Check before offering cake.",
        tags=("Book club", "German crime"),
        consents=(("email", True),),
        channel="email",
        joined_on=_joined(span, _LAST_YEAR[-1] + sum(_GAPS) * len(_OLDER) // len(_GAPS)),
    )
    usual = cycle(_USUAL)
    amounts = [(days, _NEWEST.get(days) or next(usual)) for days in _LAST_YEAR]
    for gap, amount in zip(cycle(_GAPS), _OLDER, strict=False):
        amounts.append((amounts[-1][0] + gap, amount))
    deeds = [
        *_visits(span, tuple(reversed(amounts))),
        Deed(span.ago(81, time(11, 5)), "use", 0, "free-coffee"),
        Deed(span.ago(67, time(15, 30)), "back", 910, "Returned one item"),
        Deed(span.ago(55, time(10, 12)), "give", 50, "With our apologies for the torn jacket"),
        Deed(min(span.end, span.ago(0, time(9, 2))), "stamp", 7, "From her paper card"),
    ]
    talks = (
        Talk(
            "complaint",
            span.ago(55, time(10, 10)),
            "torn dust jacket, replaced next day",
            {"put_right": True, "remedy": "Answered in 3 h, 50 goodwill points"},
            staff_id=lena,
        ),
        Talk(
            "call",
            span.ago(36, time(9, 40)),
            "wanted to know if it came",
            {"direction": "in", "subject": "an order", "minutes": 2, "outcome": "order was ready"},
            staff_id=jonas,
        ),
        Talk("event", span.ago(30, time(19, 30)), "Author evening: J. Adler", {"together_with": "Thomas"}),
        Talk(
            "feedback",
            span.ago(29, time(8, 55)),
            "Loved the reading, wine was a nice touch.",
            {"score": 5, "asked_by": "e-mail", "answered": "Thank you! The next evening is already planned."},
            staff_id=lena,
        ),
        Talk(
            "promise",
            span.ago(20, time(16, 0)),
            "hold the new Henning Mankell for her",
            due_on=span.last - timedelta(days=6),
            staff_id=jonas,
        ),
    )
    return Story(draft, tuple(sorted(_within(deeds, span), key=lambda deed: deed.at)), talks)


def _visits(span: Span, visits: tuple[tuple[int, int], ...]) -> tuple[Deed, ...]:
    deeds = [Deed(span.ago(days, time(16, 12)), "buy", amount) for days, amount in visits]
    return tuple(_within(deeds, span))


def _within(deeds: list[Deed], span: Span) -> list[Deed]:
    """Without what is older than the history; nothing comes back or is used without what it came from."""
    first = span.at(span.first, time(0))
    return [deed for deed in deeds if deed.at >= first]


def _minutes(span: Span, ago: int, amount: int) -> Deed:
    return Deed(span.end - timedelta(minutes=ago), "buy", amount)


def _reserved(span: Span, ago: int, ahead: int, what: str, by: int) -> Talk:
    """Something kept since `ago` days for a day `ahead` of the last one."""
    due_on = span.last + timedelta(days=ahead)
    return Talk("reservation", span.ago(ago, time(11, 20)), what, due_on=due_on, staff_id=by)


def _joined(span: Span, days: int) -> date:
    return max(span.first, span.last - timedelta(days=days))
