"""Why nothing is foretold, in words: too little history instead of a guess."""

from __future__ import annotations

from app.insights.foretelling.learnt import MIN_BACK_DAYS, MIN_BACK_YEAR, MIN_REPEAT, Learnt, Missing
from app.insights.sayings import Sayings
from app.kernel.i18n import _, plural


def why_nothing(shop: Learnt, say: Sayings) -> str:
    """Why the shop has no model; "" when it has one."""
    if shop.missing is None:
        return ""
    if shop.missing is Missing.NOTHING:
        return _("Too little history: nobody has bought anything yet.")
    if shop.missing is Missing.FEW:
        return why_too_few(shop.repeat, say)
    if shop.missing is Missing.SHORT:
        return why_too_short(shop, MIN_BACK_DAYS, say)
    return _("The shop's visits follow no pattern from which more can be foretold.")


def why_no_year(shop: Learnt, say: Sayings) -> str:
    """Why the next year is not foretold though the next 90 days are."""
    return why_too_short(shop, MIN_BACK_YEAR, say)


def why_no_spending() -> str:
    """Why spending is not foretold though visits are."""
    return _("Too little history: nobody paid anything when they came again.")


def why_too_few(repeat: int, say: Sayings) -> str:
    """Why nothing is foretold where so few customers came on more than one day."""
    words = plural(
        "Too little history: {n} customer came on more than one day, it takes {least}.",
        "Too little history: {n} customers came on more than one day, it takes {least}.",
        repeat,
    )
    return words.format(n=say.number(repeat), least=say.number(MIN_REPEAT))


def why_too_short(shop: Learnt, least: int, say: Sayings) -> str:
    """Why nothing is foretold that takes a book of `least` days."""
    words = plural(
        "Too little history: the book goes back {n} day, it takes {least}.",
        "Too little history: the book goes back {n} days, it takes {least}.",
        shop.days,
    )
    return words.format(n=say.number(shop.days), least=say.number(least))
