"""The parts of a programme that stand once: lapse, spent points, households, gift cards, what counts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from app.gui.models.programme import referral_words
from app.gui.models.programme_words import Line, Plain, Words, cell, readable
from app.gui.widgets.form_editors import factor_words
from app.kernel.i18n import _, plural
from app.loyalty.counting import FIELDS as COUNTING_FIELDS
from app.loyalty.credit.rule import FIELDS as GIFT_FIELDS
from app.loyalty.expiry import ABSENCE, DAYS, MONTHS, YEARLY
from app.loyalty.households.rule import FIELDS as HOUSEHOLD_FIELDS
from app.loyalty.households.rule import OWN
from app.loyalty.rules import ASK, OWE, WAIVE

_LEAP_YEAR = 2024

SPENT_BACK = (
    (OWE, _("the customer owes them")),
    (WAIVE, _("the shop waives them")),
    (ASK, _("the till asks each time")),
)
"""What happens when a purchase comes back whose points are spent."""


def rest_lines(plain: Plain, words: Words) -> list[Line]:
    """What, rule: everything that is no list."""
    return [
        _line("expiry", _("Points lapse"), lapse_words(plain, words)),
        _line("worth", _("Points are worth"), worth_words(plain, words)),
        _line("counting", _("What counts of a purchase"), counting_words(plain)),
        _line("refund_of_spent", _("When spent points come back"), spent_back_words(plain)),
        _line("referral", _("A friend they sent"), referral_words(plain, words) or _("brings no points")),
        _line("households", _("Who leaves a household takes along"), household_words(plain)),
        _line("gift_cards", _("Gift cards"), gift_card_words(plain, words)),
    ]


def _line(section: str, label: str, said: str) -> Line:
    return Line(section, None, (cell(label), cell(said)))


def lapse_words(plain: Plain, words: Words) -> str:
    """ "12 months after they were earned"."""
    expiry = plain.get("expiry", {})
    kind, count = expiry.get("kind"), expiry.get("count") or 0
    if kind == MONTHS:
        said = plural("{n} month after they were earned", "{n} months after they were earned", count)
    elif kind == DAYS:
        said = plural("{n} day after they were earned", "{n} days after they were earned", count)
    elif kind == ABSENCE:
        said = plural("after {n} month without a visit", "after {n} months without a visit", count)
    elif kind == YEARLY:
        month = expiry.get("month") or 12
        day = min(expiry.get("day") or 31, monthrange(_LEAP_YEAR, month)[1])
        last = words.speech.day(
            date(words.today.year, month, min(day, 28) if month == 2 else day), words.today
        )
        if not count:
            return _("each year after {day}").format(day=last)
        said = plural(
            "each year after {day}, at the earliest after {n} month",
            "each year after {day}, at the earliest after {n} months",
            count,
        )
        return said.format(day=last, n=count)
    else:
        return _("never")
    return said.format(n=count)


def worth_words(plain: Plain, words: Words) -> str:
    """ "100 points: €1"; without a worth, nothing is said in money."""
    worth = plain.get("worth")
    if not worth or not worth.get("points"):
        return _("not said in money")
    money = words.short_money(worth.get("amount") or 0)
    return _("{points}: {money}").format(points=words.speech.points(worth["points"]), money=money)


def counting_words(plain: Plain) -> str:
    """What is left out of what was paid, and whether gift cards sold count."""
    values = readable(COUNTING_FIELDS, plain.get("counting", {}))
    pieces = []
    if values.get("without"):
        pieces.append(_("without {names}").format(names=", ".join(values["without"])))
    if values.get("tax"):
        pieces.append(_("{percent} % tax left out").format(percent=factor_words(values["tax"])))
    pieces.append(_("gift cards sold too") if values.get("gift_cards") else _("save gift cards sold"))
    return _("all that was paid, {exceptions}").format(exceptions=", ".join(pieces))


def spent_back_words(plain: Plain) -> str:
    """What happens to points that were spent when their purchase comes back."""
    choice = str(plain.get("refund_of_spent", OWE))
    return dict(SPENT_BACK).get(choice, choice)


def household_words(plain: Plain) -> str:
    """What somebody who leaves takes along."""
    choice = str(plain.get("households", {}).get("leaving", OWN))
    return dict(HOUSEHOLD_FIELDS[0].choices).get(choice, choice)


def gift_card_words(plain: Plain, words: Words) -> str:
    """ "€5 to €200, valid for 36 months"."""
    values = readable(GIFT_FIELDS, plain.get("gift_cards", {}))
    least, most, months = values.get("least"), values.get("most"), values.get("months")
    if least and most:
        amount = _("{least} to {most}").format(least=words.short_money(least), most=words.short_money(most))
    elif least:
        amount = _("{least} or more").format(least=words.short_money(least))
    elif most:
        amount = _("up to {most}").format(most=words.short_money(most))
    else:
        amount = _("any amount")
    if not months:
        return _("{amount}, no expiry").format(amount=amount)
    said = plural("{amount}, valid for {n} month", "{amount}, valid for {n} months", months)
    return said.format(amount=amount, n=months)
