"""A group while it is being built: criteria on lines, in boxes of which all, any or none must hold.

A draft may be unfinished where a rule may not: a line without what it needs waits, and is left out of the
rule until it is whole. All is values; a change gives another draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.groups.criterion import criteria
from app.groups.rule import AllOf, AnyOf, Is, Not, Rule, Unread
from app.kernel.errors import Refused
from app.kernel.fields import clean_values

ALL, ANY, NONE = "all", "any", "none"

Path = tuple[int, ...]
"""Where a part stands: (0, 1) is the second part of the first box; () is the whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion. `opposite` chooses those who do not match it; `unread` is a part that this Regulars cannot
    read and keeps as it is."""

    kind: str
    values: Mapping[str, object] = field(default_factory=dict)
    opposite: bool = False
    unread: Unread | None = None

    def lacks(self) -> Refused | None:
        """What it still needs before it is part of the rule."""
        known = criteria().get(self.kind)
        if known is None:
            return None
        try:
            cleaned = clean_values(known.fields, self.values)
            if known.check is not None:
                known.check(cleaned)
        except Refused as refused:
            return refused
        return None

    def rule(self) -> Rule | None:
        """Its part of the rule; None while it lacks something."""
        if self.unread is not None:
            part: Rule = self.unread
        elif self.lacks() is not None:
            return None
        else:
            known = criteria().get(self.kind)
            part = Is(self.kind, self.values if known is None else clean_values(known.fields, self.values))
        return Not(part) if self.opposite else part


@dataclass(frozen=True, slots=True)
class Box:
    """Parts of which `ALL`, `ANY` or `NONE` must hold."""

    joint: str = ALL
    parts: tuple[Node, ...] = ()


Node = Line | Box


@dataclass(frozen=True, slots=True)
class Laid:
    """The rule of a draft. `places` leads from parts of the draft to theirs in the rule; a line that waits
    has none and is in `waiting`."""

    rule: Rule
    places: Mapping[Path, Path]
    waiting: tuple[Path, ...]


def draft_of(rule: Rule) -> Box:
    """The draft a rule is edited as; the whole is a box always."""
    node = _node(rule)
    return node if isinstance(node, Box) else Box(ALL, (node,))


def laid(box: Box) -> Laid:
    """The rule a draft comes to. A box in which nothing stands yet is left out; the whole is everybody
    then."""
    places: dict[Path, Path] = {}
    waiting: list[Path] = []
    rule = _rule(box, (), (), places, waiting)
    if rule is None:
        rule, places[()] = AllOf(), ()
    return Laid(rule, places, tuple(waiting))


def node_at(box: Box, path: Path) -> Node:
    """The part there; IndexError when there is none."""
    node: Node = box
    for at in path:
        if not isinstance(node, Box):
            raise IndexError(path)
        node = node.parts[at]
    return node


def replaced(box: Box, path: Path, node: Node) -> Box:
    """The draft with another part in that place. The whole can only be another box."""
    if not path:
        return node if isinstance(node, Box) else Box(ALL, (node,))
    at, rest = path[0], path[1:]
    inner = box.parts[at]
    changed = replaced(inner, rest, node) if rest and isinstance(inner, Box) else node
    return replace(box, parts=(*box.parts[:at], changed, *box.parts[at + 1 :]))


def added(box: Box, path: Path, node: Node) -> tuple[Box, Path]:
    """The draft with one more part at the end of the box there, and where it stands."""
    inner = node_at(box, path)
    if not isinstance(inner, Box):
        raise IndexError(path)
    grown = replace(inner, parts=(*inner.parts, node))
    return replaced(box, path, grown), (*path, len(inner.parts))


def removed(box: Box, path: Path) -> Box:
    """The draft without the part there; without anything when it is the whole."""
    if not path:
        return Box(box.joint)
    within, at = path[:-1], path[-1]
    inner = node_at(box, within)
    if not isinstance(inner, Box):
        raise IndexError(path)
    return replaced(box, within, replace(inner, parts=inner.parts[:at] + inner.parts[at + 1 :]))


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every part with its place, a box before what is in it."""
    yield path, node
    if isinstance(node, Box):
        for at, part in enumerate(node.parts):
            yield from walk(part, (*path, at))


def _node(rule: Rule) -> Node:
    match rule:
        case Is(kind, values):
            return Line(kind, dict(values))
        case Unread():
            return Line("", {}, unread=rule)
        case AllOf(parts):
            return Box(ALL, tuple(_node(part) for part in parts))
        case AnyOf(parts):
            return Box(ANY, tuple(_node(part) for part in parts))
        case Not(AnyOf(parts)):
            return Box(NONE, tuple(_node(part) for part in parts))
        case Not(part):
            inner = _node(part)
            if isinstance(inner, Line):
                return replace(inner, opposite=not inner.opposite)
            return Box(NONE, (inner,))


def _rule(box: Box, path: Path, place: Path, places: dict[Path, Path], waiting: list[Path]) -> Rule | None:
    """The rule of a box, None when nothing in it is whole; `place` is where it will stand in the rule."""
    within = (*place, 0) if box.joint == NONE else place
    parts: list[Rule] = []
    for at, part in enumerate(box.parts):
        here, there = (*path, at), (*within, len(parts))
        if isinstance(part, Box):
            made = _rule(part, here, there, places, waiting)
        else:
            made = part.rule()
            if made is None:
                waiting.append(here)
            else:
                places[here] = there
        if made is not None:
            parts.append(made)
    if not parts:
        return None
    places[path] = place
    if box.joint == ALL:
        return AllOf(tuple(parts))
    whole = AnyOf(tuple(parts))
    return Not(whole) if box.joint == NONE else whole
