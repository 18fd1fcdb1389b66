"""A programme as the loyalty page shows it: each rule a line of words. Pure; half-mended drafts included."""

from __future__ import annotations

from dataclasses import dataclass

from app.gui.models.programme_words import Cell, Line, Plain, Words, cell, readable, tier_names
from app.gui.models.tones import tier_tone
from app.kernel.i18n import _, plural
from app.loyalty.earning import earning_kinds
from app.loyalty.earning.kinds.money_step import KIND
from app.loyalty.rewards import reward_kinds
from app.loyalty.stamps.card import FIELDS as STAMP_FIELDS
from app.loyalty.tiers.scheme import BY_HAND, CALENDAR, SPEND, TIER_FIELDS
from app.loyalty.vouchers.rule import BIRTHDAY, FIELDS, OCCASIONS, WIN_BACK


@dataclass(frozen=True)
class Sentence:
    """The rule that is said as a sentence: points for money, for everybody, always."""

    at: int
    points: int
    step: int
    carry_over: bool


def sentence_of(plain: Plain) -> Sentence | None:
    """The first rule that gives points for money without any condition; None when there is none."""
    own = {"id", "kind", *(field.id for field in KIND.fields)}
    for at, item in enumerate(plain.get("earning", ())):
        values = readable(KIND.fields, item)
        if item.get("kind") == KIND.id and set(item) <= own and {"points", "step"} <= set(values):
            return Sentence(at, values["points"], values["step"], bool(values.get("carry_over")))
    return None


def earning_lines(plain: Plain, words: Words) -> list[Line]:
    """When, rule, from, to: every earning rule but the sentence, and what a friend who was sent brings."""
    told = sentence_of(plain)
    tiers = tier_names(plain)
    lines = []
    for at, item in enumerate(plain.get("earning", ())):
        if told is None or at != told.at:
            lines.append(Line("earning", at, _earning_cells(item, tiers, words)))
    referral = referral_words(plain, words)
    if referral:
        always = cell(_("always"))
        lines.append(
            Line("referral", None, (cell(_("A friend they sent buys first")), cell(referral), always, Cell()))
        )
    return lines


def _earning_cells(item: Plain, tiers: Plain, words: Words) -> tuple[Cell, ...]:
    kind = earning_kinds().get(str(item.get("kind", "")))
    if kind is None:
        return cell(str(item.get("kind", ""))), Cell(), Cell(), Cell()
    values = readable(kind.all_fields, item)
    complete = all(field.id in values for field in kind.fields if field.required)
    rule = kind.words(values, words.ways) if complete else kind.label
    otherwise = _("Joining") if not kind.conditional else _("Every purchase")
    when = words.when(values, tiers, str(values.get("name") or otherwise))
    start, end = words.day(values.get("from")), words.day(values.get("to"))
    if values.get("stop"):
        rule = _("{rule}, then no other").format(rule=rule)
    return when, cell(rule), cell(start or (_("always") if not end else _("now"))), cell(end)


def referral_words(plain: Plain, words: Words) -> str:
    """What a friend brings: "+100 points to both"; "" for nothing."""
    referral = plain.get("referral", {})
    sender, friend = referral.get("sender") or 0, referral.get("friend") or 0
    if sender and sender == friend:
        return _("+{points} to both").format(points=words.speech.points(sender))
    pieces = []
    if sender:
        pieces.append(_("+{points} to who sent").format(points=words.speech.points(sender)))
    if friend:
        pieces.append(_("+{points} to the friend").format(points=words.speech.points(friend)))
    return ", ".join(pieces)


def tiers_title(plain: Plain) -> str:
    """ "Tiers, by spend in the last 12 months"."""
    rules = plain.get("tier_rules", {})
    by = rules.get("by", SPEND)
    if not plain.get("tiers"):
        return _("Tiers")
    if by == BY_HAND:
        return _("Tiers, given by hand")
    if rules.get("year") == CALENDAR:
        return (
            _("Tiers, by spend in a calendar year")
            if by == SPEND
            else _("Tiers, by points in a calendar year")
        )
    return (
        _("Tiers, by spend in the last 12 months")
        if by == SPEND
        else _("Tiers, by points in the last 12 months")
    )


def tier_lines(plain: Plain, words: Words) -> list[Line]:
    """Tier, from, earning, perks."""
    lines = []
    for at, item in enumerate(plain.get("tiers", ())):
        values = readable(TIER_FIELDS, item)
        start = "—"
        if "from_money" in values:
            start = words.short_money(values["from_money"])
        elif "from" in values:
            start = words.speech.number(values["from"])
        earning = words.times(values.get("factor", 1000))
        if "factor_from" in values:
            amount = words.short_money(values["factor_from"])
            earning = _("{factor} from {amount}").format(factor=earning, amount=amount)
        tone = tier_tone(at)
        perks = ", ".join(values.get("perks", ()))
        cells = (cell(str(item.get("name", "")), tone=tone), cell(start), cell(earning), cell(perks))
        lines.append(Line("tiers", at, cells))
    return lines


def stamp_lines(plain: Plain, _words: Words) -> list[Line]:
    """Card, what gives a stamp, what the full card gives, when stamps lapse."""
    lines = []
    for at, item in enumerate(plain.get("stamp_cards", ())):
        values = readable(STAMP_FIELDS, item)
        picked = " / ".join((*values.get("category", ()), *values.get("product", ())))
        per = {
            "visit": _("one stamp per visit"),
            "button": _("by the button alone"),
        }.get(
            str(values.get("per")),
            _("one stamp per item of {item}").format(item=picked) if picked else _("one stamp per item"),
        )
        gives = _("{of} stamps: {gift}").format(of=values.get("of", "?"), gift=values.get("gives", "?"))
        months = values.get("months")
        lapse = (
            plural("lapse after {n} month", "lapse after {n} months", months).format(n=months)
            if months
            else _("no expiry")
        )
        cells = (cell(str(item.get("name", "")), strong=True), cell(per), cell(gives), cell(lapse))
        lines.append(Line("stamp_cards", at, cells))
    return lines


def reward_lines(plain: Plain, words: Words) -> list[Line]:
    """Reward, costs, gives, who."""
    lines = []
    tiers = tier_names(plain)
    for at, item in enumerate(plain.get("rewards", ())):
        kind = reward_kinds().get(str(item.get("kind", "")))
        values = readable(kind.all_fields, item) if kind else {}
        cost = item.get("cost", 0)
        costs = words.speech.number(cost) if isinstance(cost, int) and cost else _("nothing")
        cells = (
            cell(str(item.get("name", ""))),
            cell(costs),
            cell(words.gives(item)),
            cell(words.who(values, tiers)),
        )
        lines.append(Line("rewards", at, cells))
    return lines


def voucher_lines(plain: Plain, words: Words) -> list[Line]:
    """Voucher, when it is issued, gives, how long it is valid."""
    lines = []
    occasions = dict(OCCASIONS)
    for at, item in enumerate(plain.get("vouchers", ())):
        values = readable(FIELDS, item)
        occasion = values.get("occasion", "")
        said = occasions.get(occasion, str(occasion))
        before, away = values.get("days_before"), values.get("away_days")
        if occasion == BIRTHDAY and before:
            said = plural("{n} day before the birthday", "{n} days before the birthday", before).format(
                n=before
            )
        elif occasion == WIN_BACK and away:
            said = plural("after {n} day away", "after {n} days away", away).format(n=away)
        valid = values.get("valid_days", 30)
        lasts = plural("{n} day", "{n} days", valid).format(n=words.speech.number(valid))
        cells = (cell(str(item.get("name", ""))), cell(said), cell(words.gives(item)), cell(lasts))
        lines.append(Line("vouchers", at, cells))
    return lines
