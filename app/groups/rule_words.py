"""A rule as a sentence: "Customers who are tagged VIP and spent at least €100.00 in the last 90 days"."""

from __future__ import annotations

from collections.abc import Sequence

from app.groups.criterion import criteria
from app.groups.rule import AllOf, AnyOf, Is, Not, Rule, Unread, parts_of
from app.kernel.i18n import _
from app.kernel.unit import View


def rule_words(view: View, rule: Rule) -> str:
    """The sentence, without a full stop."""
    if isinstance(rule, AllOf) and not rule.parts:
        return _("All customers")
    if isinstance(rule, AnyOf) and not rule.parts:
        return _("Nobody")
    return _("Customers who {parts}").format(parts=_said(view, rule, outer=True))


def part_words(view: View, rule: Rule) -> str:
    """A part of it, as it follows "Customers who"."""
    return _said(view, rule, outer=True)


def troubles(view: View, rule: Rule) -> tuple[str, ...]:
    """Sentences about parts that can find nobody as things stand, each once: a tag that is no longer there,
    too little history, what this Regulars cannot read."""
    told: list[str] = []
    for part in parts_of(rule):
        if isinstance(part, Unread):
            told.append(_("A part cannot be read and finds nobody: {why}.").format(why=part.why.rstrip(".")))
        elif isinstance(part, Is):
            kind = criteria().get(part.kind)
            if kind is None:
                told.append(_("A part cannot be read and finds nobody: {why}.").format(why=part.kind))
            elif kind.trouble is not None and (said := kind.trouble(kind.completed(part.values), view)):
                told.append(said)
    return tuple(dict.fromkeys(told))


def _said(view: View, rule: Rule, *, outer: bool) -> str:
    match rule:
        case Is(kind, values):
            known = criteria().get(kind)
            return _unread() if known is None else known.words(known.completed(values), view)
        case Not(Is(kind, values)):
            known = criteria().get(kind)
            return _unread() if known is None else known.unless(known.completed(values), view)
        case Not(part):
            return _("are not those who {parts}").format(parts=_said(view, part, outer=False))
        case AllOf(parts):
            if not parts:
                return _("are customers at all")
            return _joined([_said(view, part, outer=False) for part in parts], _("and"), outer=outer)
        case AnyOf(parts):
            if not parts:
                return _("are nobody")
            return _joined([_said(view, part, outer=False) for part in parts], _("or"), outer=outer)
        case Unread():
            return _unread()


def _unread() -> str:
    return _("meet something this Regulars cannot read")


def _joined(said: Sequence[str], word: str, *, outer: bool) -> str:
    """The parts with the word between; within another whole, in brackets."""
    if len(said) == 1:
        return said[0]
    joined = f" {word} ".join(said)
    return joined if outer else f"({joined})"
