"""Reading an amount of money as people write it: `18.60`, `18,60 €`, `1.234,50`, `CHF 1'200`.

A comma or point with one or two digits behind it is the decimal sign in every locale, so `1,50` and `1.50`
are both one and a half. With three digits behind it, it is what the locale uses it for: `1.234` is 1234 in
`de_DE`, and in `en_GB` one with more decimals than a cent, which is refused rather than guessed. Without a
locale (a file from who knows where) three digits behind one mark are thousands, save in a currency with
three decimals.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import exponent

LONGEST = 40
"""Characters an amount may have, signs and spaces included."""

_SIMPLE = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,2}))?")
_OTHER_SCRIPTS = {0x066B: ".", 0x066C: ",", 0x200E: None, 0x200F: None, 0x061C: None}
"""Arabic decimal and thousands signs; the invisible marks beside amounts in scripts read from the right."""

_MINUS = "-\u2212"
_SPACES = re.compile("[ \u00a0\u2009\u202f'\u2019]")
_PARTS = re.compile(r"(?P<sign>[-+\u2212]?)(?P<whole>[0-9., \u00a0\u2009\u202f'\u2019]*?)"
                    r"(?:(?P<mark>[.,])(?P<behind>[0-9]*))?")  # fmt: skip


@dataclass(frozen=True)
class _Style:
    """How a locale writes numbers: its decimal sign, and the digits of the groups above the first."""

    decimal: str | None
    upper_group: int


def read_amount(text: str, currency: str, locale: str | None = None, field: str = "amount") -> int:
    """Minor units of the text, of any sign and size; `Refused` when it is no amount of the currency."""
    places = exponent(currency)
    simple = _SIMPLE.fullmatch(text)
    if simple and places == 2:  # nearly every cell of every file
        return int(simple[1]) * 100 + int((simple[2] or "0").ljust(2, "0"))
    raw = _bare(text, currency, locale)
    found = _PARTS.fullmatch(raw) if len(raw) <= LONGEST else None
    if found is None or not any(c.isdigit() for c in raw):
        raise _no_amount(text, field)
    style = _style(locale)
    whole, mark, behind = found["whole"], found["mark"] or "", found["behind"] or ""
    if mark and _groups_thousands(raw, whole, mark, behind, places, style):
        whole, behind = whole + mark + behind, ""
    elif mark and not behind:
        raise _no_amount(text, field)
    digits = _ungrouped(whole, mark if behind else "", style)
    if digits is None:
        raise _no_amount(text, field)
    if len(behind) != 3 or whole in ("", "0"):  # 5.000 may be five thousand to whoever typed it
        behind = behind[:places] + behind[places:].rstrip("0")
    if len(behind) > places:
        words = _("“{text}” has more decimals than {currency} has.")
        raise Refused(words.format(text=text[:LONGEST], currency=currency), field)
    minor = int((digits or "0") + behind.ljust(places, "0"))
    return -minor if found["sign"] and found["sign"] in _MINUS else minor


def _groups_thousands(raw: str, whole: str, mark: str, behind: str, places: int, style: _Style) -> bool:
    """Whether the last comma or point stands between thousands, not before decimals."""
    if raw.count(mark) > 1:
        return True
    if len(behind) != 3 or whole in ("", "0") or any(c in ".," for c in whole):
        return False
    return places != 3 if style.decimal is None else mark != style.decimal


def _ungrouped(whole: str, mark: str, style: _Style) -> str | None:
    """The digits alone; None when the marks among them are no thousands, or are also the decimal sign."""
    marks = {c for c in _SPACES.sub(" ", whole) if not c.isdigit()}
    if not marks:
        return whole
    if len(marks) > 1 or mark in marks:
        return None
    head, *groups = re.split("[^0-9]", whole)
    upper = {3, style.upper_group}
    fits = 1 <= len(head) <= 3 and len(groups[-1]) == 3 and all(len(group) in upper for group in groups[:-1])
    return head + "".join(groups) if fits else None


def _bare(text: str, currency: str, locale: str | None) -> str:
    """The text without the currency's own sign or code around it; digits of any script as 0-9."""
    raw = text[: LONGEST * 4].strip()
    if not raw.isascii():
        raw = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in raw)
        raw = raw.translate(_OTHER_SCRIPTS).strip()
    if raw and raw[0].isdigit() and raw[-1].isdigit():
        return raw
    sign = raw[0] if raw[:1] and raw[0] in "-+\u2212" else ""
    body = raw[len(sign) :].strip()
    for own in _own_signs(currency, locale):
        if body.casefold().startswith(own) and not body[len(own) : len(own) + 1].isalpha():
            body = body[len(own) :].lstrip()
            break
        if body.casefold().endswith(own):
            body = body[: -len(own)].rstrip()
            break
    return (sign or "") + body


def _no_amount(text: str, field: str) -> Refused:
    return Refused(_("“{text}” is not an amount.").format(text=text[:LONGEST]), field)


@lru_cache(maxsize=32)
def _own_signs(currency: str, locale: str | None) -> tuple[str, ...]:
    from babel.numbers import get_currency_symbol

    signs = {currency, get_currency_symbol(currency, "en"), get_currency_symbol(currency, locale or "en")}
    signs |= {sign.lstrip("ACNZUS") for sign in signs if sign[-1] in "$£¥"}  # CA$ is $ at home
    bare = {sign.translate(_OTHER_SCRIPTS).casefold() for sign in signs}
    return tuple(sorted(bare, key=len, reverse=True))


@lru_cache(maxsize=32)
def _style(locale: str | None) -> _Style:
    if locale is None:
        return _Style(None, 3)
    from babel import Locale
    from babel.numbers import get_decimal_symbol

    decimal = get_decimal_symbol(locale)
    grouping = Locale.parse(locale).decimal_formats[None].grouping
    return _Style("," if decimal == "," else ".", int(grouping[1]))
