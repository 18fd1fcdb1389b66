"""The rule of a group: criteria joined by all, any and not, nested as one likes, and its form as JSON.

`{"all": [...]}`, `{"any": [...]}`, `{"not": {...}}`, and a criterion by its kind with its fields beside:
`{"is": "spend", "at_least": 10000, "last": 90}`. Nothing joined by all is everybody, by any nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.groups.criterion import Criterion, criteria
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind, clean_values
from app.kernel.i18n import _

MOST_DEEP = 20
MOST_PARTS = 200
"""So many criteria a rule can have."""
LONGEST = 200_000
"""Characters of a rule as JSON."""
ALL, ANY, NOT, IS = "all", "any", "not", "is"
_TEXTS = {
    FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PHONE, FieldKind.EMAIL, FieldKind.CHOICE, FieldKind.DATE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Is:
    """A criterion with the values of its fields, cleaned."""

    kind: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Who matches every part."""

    parts: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Who matches at least one part."""

    parts: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """Who does not match the part."""

    part: Rule


@dataclass(frozen=True, slots=True)
class Unread:
    """A part this Regulars cannot read, as it stands in the file, and why. It matches nobody, and so does the
    opposite of it: what is not understood chooses no one."""

    data: object
    why: str


Rule = Is | AllOf | AnyOf | Not | Unread
EVERYBODY = AllOf()


def read_rule(source: str | object, currency: str = "", keeping: Rule | None = None) -> Rule:
    """The rule of JSON, as text or already taken apart. Money is minor units; with a `currency` also decimal
    text ("18.60"). Parts that could not be read in `keeping`, the rule as it was, may stay as they are.

    Raises `Refused` (field "rule") in one sentence that names the part.
    """
    plain = _parsed(source) if isinstance(source, str) else source
    kept = [] if keeping is None else [part.data for part in parts_of(keeping) if isinstance(part, Unread)]
    return _Reader(currency, strict=True, kept=tuple(kept)).rule(plain)


def kept_rule(text: str) -> Rule:
    """The rule that stands in the file, whatever it says: what cannot be read is an `Unread`."""
    try:
        plain = _parsed(text)
    except Refused as refusal:
        return Unread(text, refusal.message)
    try:
        return _Reader("", strict=False).rule(plain)
    except Refused as refusal:  # past a limit: it is not taken apart any further
        return Unread(text, refusal.message)


def rule_text(rule: Rule) -> str:
    """The rule as JSON, the same for the same rule."""
    return json.dumps(plain_rule(rule), ensure_ascii=False)


def plain_rule(rule: Rule) -> object:
    """The rule as what JSON is made of."""
    match rule:
        case Is(kind, values):
            told = {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
            return {IS: kind, **told}
        case AllOf(parts):
            return {ALL: [plain_rule(part) for part in parts]}
        case AnyOf(parts):
            return {ANY: [plain_rule(part) for part in parts]}
        case Not(part):
            return {NOT: plain_rule(part)}
        case Unread(data):
            return data


def parts_of(rule: Rule) -> Iterator[Rule]:
    """The rule and everything in it, a whole before its parts."""
    yield rule
    if isinstance(rule, Not):
        yield from parts_of(rule.part)
    elif isinstance(rule, AllOf | AnyOf):
        for part in rule.parts:
            yield from parts_of(part)


def _parsed(text: str) -> object:
    if len(text) > LONGEST:
        raise Refused(_("The rule is too long: {most} characters at most.").format(most=LONGEST), "rule")
    try:
        found: object = json.loads(text, object_pairs_hook=_once)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as fault:
        line = getattr(fault, "lineno", 1)
        words = _("The rule is no JSON: line {line} cannot be read.")
        raise Refused(words.format(line=line), "rule") from None
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A table, refused where a key stands in it twice: JSON would take the last without a word."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise Refused(_("In the rule, “{name}” is given twice.").format(name=key[:40]), "rule")
        found[key] = value
    return found


def _too_deep() -> Refused:
    return Refused(_("The rule is nested too deeply: {most} levels at most.").format(most=MOST_DEEP), "rule")


def part_at(rule: Rule, path: Sequence[int]) -> Rule:
    """The part a path leads to, counted from 0: () is the whole, (0, 1) the second part of the first. Raises
    IndexError where there is none."""
    for step in path:
        parts = (
            (rule.part,) if isinstance(rule, Not) else rule.parts if isinstance(rule, AllOf | AnyOf) else ()
        )
        rule = parts[step]
    return rule


class _Reader:
    """Reads one rule. Not `strict`, a criterion that cannot be read is kept as it is."""

    def __init__(self, currency: str, *, strict: bool, kept: tuple[object, ...] = ()) -> None:
        self._currency = currency
        self._strict = strict
        self._kept = kept
        self._left = MOST_PARTS

    def rule(self, plain: object, place: str = "", deep: int = 1) -> Rule:
        if deep > MOST_DEEP:
            raise _too_deep()
        if plain in self._kept:
            return Unread(plain, _("This Regulars does not know it."))
        try:
            return self._one(plain, place, deep)
        except _Misread as fault:
            if self._strict:
                raise
            return Unread(plain, fault.why)

    def _one(self, plain: object, place: str, deep: int) -> Rule:
        if not isinstance(plain, Mapping):
            raise _Misread(place, _("it is a table: a criterion, or “all”, “any” or “not”"))
        joints = [key for key in (ALL, ANY, NOT, IS) if key in plain]
        if len(joints) != 1:
            raise _Misread(place, _("it has one of “is”, “all”, “any” and “not”"))
        self._count()
        joint = joints[0]
        if joint == IS:
            return self._criterion(plain, place)
        if len(plain) > 1:
            other = next(str(key) for key in plain if key != joint)
            words = _("“{name}” does not go with “{joint}”")
            raise _Misread(place, words.format(name=other[:40], joint=joint))
        if joint == NOT:
            return Not(self.rule(plain[NOT], _within(place, 1), deep + 1))
        parts = plain[joint]
        if not isinstance(parts, list | tuple):
            raise _Misread(place, _("“{joint}” has a list of parts").format(joint=joint))
        read = tuple(self.rule(part, _within(place, at), deep + 1) for at, part in enumerate(parts, 1))
        return AllOf(read) if joint == ALL else AnyOf(read)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Refused(_("The rule has more than {most} parts.").format(most=MOST_PARTS), "rule")

    def _criterion(self, plain: Mapping[str, object], place: str) -> Rule:
        name = plain[IS]
        kind = criteria().get(name) if isinstance(name, str) else None
        if kind is None:
            words = _("there is no criterion “{name}”; there are {known}")
            told = name[:40] if isinstance(name, str) else "?"
            raise _Misread(place, words.format(name=told, known=", ".join(criteria().ids())))
        given = {key: value for key, value in plain.items() if key != IS}
        unknown = next((str(key) for key in given if key not in {one.id for one in kind.fields}), None)
        if unknown is not None:
            words = _("“{kind}” has no field “{name}”; it has {known}")
            known = ", ".join(one.id for one in kind.fields) or "-"
            raise _Misread(place, words.format(kind=kind.id, name=unknown[:40], known=known))
        try:
            return Is(kind.id, self._values(kind, given))
        except Refused as refusal:
            raise _Misread(place, refusal.message.rstrip(".")) from None

    def _values(self, kind: Criterion, given: Mapping[str, object]) -> Mapping[str, object]:
        typed = {one.id: self._typed(one, given[one.id]) for one in kind.fields if one.id in given}
        values = clean_values(kind.fields, typed)
        if kind.check is not None:
            kind.check(values)
        return values

    def _typed(self, one: Field, value: object) -> object:
        """Texts must be texts, and an amount may be one; a text in place of a list is a list of one."""
        if one.kind in (FieldKind.TEXTS, FieldKind.CHOICES):
            value = (value,) if isinstance(value, str) else value
            if isinstance(value, list | tuple) and not all(isinstance(item, str) for item in value):
                raise Refused(_("{label} is a list of texts.").format(label=one.label))
        elif one.kind in _TEXTS and value is not None and not isinstance(value, str):
            raise Refused(_("{label} is a text.").format(label=one.label))
        elif one.kind is FieldKind.MONEY and isinstance(value, str) and self._currency:
            from app.kernel.amounts import read_amount

            return read_amount(value, self._currency, None, one.id)
        return value


class _Misread(Refused):
    """A part that cannot be read."""

    def __init__(self, place: str, why: str) -> None:
        words = _("In the rule, part {place}: {why}.") if place else _("In the rule: {why}.")
        super().__init__(words.format(place=place, why=why), "rule")
        self.why = why


def _within(place: str, at: int) -> str:
    return f"{place}.{at}" if place else str(at)
