"""What is found out about a group while it is built: words, counts, and who is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.groups.criterion import Criterion, criteria
from app.groups.directory import DirectoryRow
from app.groups.membership import branches, count_of, everybody
from app.groups.preview import Numbers, Preview, preview
from app.groups.rule import Rule, Unread
from app.groups.rule_words import part_words, rule_words, troubles
from app.groups.spans import EVER, WHEN
from app.gui.models.group_draft import Box, Line, Path, laid, walk
from app.gui.models.people import PersonRow
from app.gui.speech import Speech
from app.insights.sayings import Sayings
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.text import clean_text
from app.kernel.unit import View

FEW = 24
"""So many choices can stand as buttons; more are a list to choose from, or words to type."""
SHOWN = 50
"""So many of a group are shown by name."""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line in words, how many match it, and what is the matter with it."""

    words: str
    count: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A draft looked at. `waiting` lines lack something and are left out of `rule`; `counts` are of boxes."""

    rule: Rule
    sentence: str
    said: Mapping[Path, SaidLine]
    counts: Mapping[Path, str]
    waiting: int
    count: int
    everybody: int


def look(view: View, draft: Box) -> LookedAt:
    """Count a draft and all its parts, and say them in words."""
    made = laid(draft)
    speech = Speech(view.context)
    counted = {branch.path: branch.count for branch in branches(view, made.rule)}
    said: dict[Path, SaidLine] = {}
    counts: dict[Path, str] = {}
    for path, node in walk(draft):
        place = made.places.get(path)
        count = "" if place is None or place not in counted else speech.number(counted[place])
        if isinstance(node, Box):
            counts[path] = count if node.parts else ""
        else:
            said[path] = _said(view, node, count)
    return LookedAt(
        made.rule, rule_words(view, made.rule), said, counts, len(made.waiting),
        counted[()], everybody(view),
    )  # fmt: skip


def _said(view: View, line: Line, count: str) -> SaidLine:
    if line.unread is not None:
        return SaidLine(_("Something this Regulars cannot read"), count, _because(line.unread))
    known = criteria().get(line.kind)
    label = known.label if known else line.kind
    rule = line.rule()
    if rule is None:
        lacks = line.lacks()
        return SaidLine(label, "", lacks.message if lacks else "")
    words = part_words(view, rule)
    return SaidLine(words[:1].upper() + words[1:], count, " ".join(troubles(view, rule)))


def _because(unread: Unread) -> str:
    return _("It is kept as it is and finds nobody: {why}.").format(why=unread.why.rstrip("."))


Offers = Mapping[str, Sequence[tuple[str, str]]]


def offers_now(view: View) -> dict[str, Offers]:
    """What the shop has to choose from, by kind of criterion and field."""
    found: dict[str, Offers] = {}
    for kind in criteria():
        if kind.offers:
            found[kind.id] = {field: tuple(ask(view)) for field, ask in kind.offers.items()}
    return found


def form_fields(kind: Criterion, offers: Offers, values: Mapping[str, object]) -> tuple[Field, ...]:
    """The fields as a form asks for them: where there are few choices they stand to be pressed, and what the
    rule names and the shop has no more stands among them."""
    return tuple(
        _with_choices(field, offers.get(field.id, ()), values.get(field.id)) for field in kind.fields
    )


def _with_choices(field: Field, choices: Sequence[tuple[str, str]], value: object) -> Field:
    if field.id == WHEN:
        field = replace(field, default=EVER)
    if field.kind is FieldKind.CHOICE and field.default is not None:
        field = replace(field, required=True)
    if not choices:
        return field
    several = field.kind is FieldKind.TEXTS
    if field.kind not in (FieldKind.TEXTS, FieldKind.TEXT):
        return field
    if several and len(choices) > FEW:
        return replace(field, choices=tuple(choices))
    named = value if isinstance(value, list | tuple) else (value,) if value else ()
    known = {choice for choice, _label in choices}
    lost = [(str(one), clean_text(str(one), label="", limit=120)) for one in named if one not in known]
    kind = FieldKind.CHOICES if several else FieldKind.CHOICE
    return replace(field, kind=kind, choices=(*choices, *lost))


@dataclass(frozen=True, slots=True)
class Previewed:
    """Who is in a group, in words. `number` is the count alone, as the list of groups shows it."""

    number: str
    share: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[PersonRow, ...]
    rest: str
    troubles: str


def count_words(view: View, rule: Rule) -> str:
    """How many are in a group."""
    return Speech(view.context).number(count_of(view, rule))


def previewed(view: View, looked: LookedAt) -> Previewed:
    """Who is in the draft that was looked at."""
    found, speech = preview(view, looked.rule, SHOWN), Speech(view.context)
    rest = found.count - len(found.rows)
    return Previewed(
        speech.number(found.count),
        _share_words(found, speech),
        number_words(found.numbers, speech),
        tuple(_person(row, speech, view) for row in found.rows),
        _("and {n} more").format(n=speech.number(rest)) if rest else "",
        " ".join(found.troubles[:2]),
    )


def _share_words(found: Preview, speech: Speech) -> str:
    if found.share is None:
        return _("There are no customers yet.")
    words = plural("customer, {share} % of all {n}", "customers, {share} % of all {n}", found.count)
    return words.format(share=percent(found.share), n=speech.number(found.of))


def percent(share: float) -> int:
    """A share as people are told it: 0 and 100 only where it is nobody and all."""
    if share in (0, 1):
        return round(100 * share)
    return min(99, max(1, round(100 * share)))


def number_words(numbers: Numbers, speech: Speech) -> tuple[tuple[str, str], ...]:
    """What customers are like, each with its words; nothing of nobody."""
    if numbers.average_spent is None or numbers.average_visits is None:
        return ()
    told = [
        (_("Spent each, so far"), speech.sum(numbers.average_spent)),
        (_("Visits each"), Sayings(speech.context).tenths(numbers.average_visits)),
        (_("Points each"), speech.number(numbers.average_points or 0)),
    ]
    if numbers.days_since is not None:
        words = plural("{n} day", "{n} days", numbers.days_since)
        told.append((_("Half of them here within"), words.format(n=speech.number(numbers.days_since))))
    return tuple(told)


def _person(row: DirectoryRow, speech: Speech, view: View) -> PersonRow:
    last = speech.day(row.last_visit, view.today) if row.last_visit else _("never here")
    spent = speech.sum(row.spent)
    visits = plural("{n} visit", "{n} visits", row.visits).format(n=speech.number(row.visits))
    told = (visits, spent, last) if row.visits else (last,)
    return PersonRow(row.id, row.name, " · ".join(told))
