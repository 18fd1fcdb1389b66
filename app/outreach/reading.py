"""Reading a template: what may stand in it, and every mistake with its line, before anything is run.

A template is plain text with fields in double braces. Jinja parses it; what it parsed is walked, and only the
parts named here are let through: fields, fixed words, choices between them, and a few ways to write a word.
There are no loops, no arithmetic, no calls and no parts of parts, so what a template can cost is bounded by
how long it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.outreach.fields import BY_ID
from app.outreach.slips import MOST_BRANCHES, MOST_DEEP, Problem, deepest_line, only_if, syntax_slip, too_deep

if TYPE_CHECKING:
    from jinja2 import nodes

MOST_CHARACTERS = 20_000
"""Of a template, and of what comes out of it."""
LARGEST = 10**12
FILTERS = ("default", "upper", "lower", "capitalize")

_TAGS = {
    "assign": "set", "assignblock": "set", "fromimport": "from", "callblock": "call", "filterblock": "filter",
    "scopedevalcontextmodifier": "autoescape",
}  # fmt: skip
"""What the parser calls a tag otherwise than one writes it."""
_ORDERS = frozenset(("gt", "gteq", "lt", "lteq"))


@dataclass(frozen=True, slots=True)
class Reading:
    """A template that was read: the ids of the fields in it, in order, and its problems."""

    fields: tuple[str, ...]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=64)
def read(source: str) -> Reading:
    """Read a template. Never fails, and never takes longer than its length allows."""
    if len(source) > MOST_CHARACTERS:
        words = _("the text is too long: {limit} characters at most.").format(limit=MOST_CHARACTERS)
        return Reading((), (Problem(source.count("\n", 0, MOST_CHARACTERS) + 1, words),))
    from jinja2 import TemplateSyntaxError

    from app.outreach.cage import cage

    try:
        tree = cage().parse(source)
    except TemplateSyntaxError as error:
        return Reading((), (syntax_slip(source, error.message or "", error.lineno),))
    except RecursionError:
        return Reading((), (Problem(deepest_line(source), too_deep()),))
    except ValueError:  # a number of five thousand digits
        return Reading((), (Problem(deepest_line(source), _("there is a number too long to read.")),))
    return Reading(_fields(tree), tuple(_problems(tree)))


def problems(source: str) -> tuple[Problem, ...]:
    """What is wrong with a template, by line; nothing for one that can be merged."""
    return read(source).problems


def fields_in(source: str) -> tuple[str, ...]:
    """The ids of the fields a template uses, each once, in order."""
    return read(source).fields


def check(source: str, field: str = "body") -> Reading:
    """The reading of a template without mistakes. Raises `Refused` (by form field) for the first one."""
    reading = read(source)
    if reading.problems:
        raise Refused(str(reading.problems[0]), field=field)
    return reading


def _fields(tree: nodes.Template) -> tuple[str, ...]:
    from jinja2 import nodes

    names = (node.name for node, _depth in _walk(tree) if isinstance(node, nodes.Name))
    return tuple(dict.fromkeys(name for name in names if name in BY_ID))


def _walk(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Every node with its depth, in the order of the text; without recursion, as a tree may be a chain."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in reversed(list(node.iter_child_nodes()))]


def _problems(tree: nodes.Template) -> Iterator[Problem]:
    for node, depth in _walk(tree):
        if depth > MOST_DEEP:
            yield Problem(node.lineno, too_deep())
            return
        words = _objection(node)
        if words:
            yield Problem(node.lineno, words)
            return


def _objection(node: nodes.Node) -> str:
    """Why this part cannot stand in a letter, "" when it can. All that is not named here cannot."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return "" if node.ctx == "load" and node.name in BY_ID else unknown_field(node.name)
    if isinstance(node, nodes.Const):
        return _constant(node.value)
    if isinstance(node, nodes.Filter):
        return _filter(node)
    if isinstance(node, nodes.Compare):
        return _comparison(node)
    if isinstance(node, nodes.If) and len(node.elif_) > MOST_BRANCHES:
        return _("a choice can have {most} branches at most.").format(most=MOST_BRANCHES)
    plain = (
        nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.And, nodes.Or,
        nodes.Not, nodes.Operand,
    )  # fmt: skip
    return "" if isinstance(node, plain) else _stranger(node)


def unknown_field(name: str) -> str:
    """That there is no such field, with the nearest there is."""
    from rapidfuzz import fuzz, process

    shown = name if len(name) <= 40 else name[:39] + "…"
    near = process.extractOne(name.casefold()[:80], list(BY_ID), scorer=fuzz.ratio, score_cutoff=65)
    if near is None:
        return _("there is no field “{name}”.").format(name=shown)
    return _("there is no field “{name}”. Did you mean “{near}”?").format(name=shown, near=near[0])


def _constant(value: object) -> str:
    if isinstance(value, str):
        return ""
    if isinstance(value, bool) or value is None:
        return unknown_field(str(value).lower())
    if isinstance(value, int) and value <= LARGEST:
        return ""
    return _("numbers are whole, and not larger than a balance of points can be.")


def _filter(node: nodes.Filter) -> str:
    from jinja2 import nodes

    if node.name not in FILTERS:
        name = node.name if len(node.name) <= 40 else node.name[:39] + "…"
        words = _("“|{name}” is not known here; there are {known}.")
        return words.format(name=name, known=", ".join(f"|{known}" for known in FILTERS))
    wanted = 1 if node.name == "default" else 0
    plain = all(isinstance(one, nodes.Name | nodes.Const) for one in node.args)
    if (
        node.node is None
        or len(node.args) != wanted
        or node.kwargs
        or node.dyn_args
        or node.dyn_kwargs
        or not plain
    ):
        return _("“|{name}” is written like this: {example}").format(
            name=node.name,
            example='{{ favourite|default("your favourite") }}' if wanted else f"{{{{ name|{node.name} }}}}",
        )
    return ""


def _comparison(node: nodes.Compare) -> str:
    """Fields with fixed words or whole numbers, and only figures by their size."""
    from jinja2 import nodes

    sides = [node.expr, *(part.expr for part in node.ops)]
    if not all(isinstance(side, nodes.Name | nodes.Const) for side in sides):
        return _("only fields, words and whole numbers can be compared.")
    if any(part.op not in _ORDERS | {"eq", "ne"} for part in node.ops):
        return _("fields are compared by ==, !=, <, <=, > and >=.")
    if any(part.op in _ORDERS for part in node.ops):
        for side in sides:
            if isinstance(side, nodes.Const) and isinstance(side.value, str):
                return _("“{text}” is no number: only figures are larger or smaller.").format(
                    text=side.value[:40]
                )
            if isinstance(side, nodes.Name) and side.name in BY_ID and not BY_ID[side.name].figure:
                return _("“{name}” is no figure: only figures are larger or smaller.").format(name=side.name)
    return ""


def _stranger(node: nodes.Node) -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return _("a field has no parts: “.{name}” cannot follow it.").format(name=node.attr[:40])
    if isinstance(node, nodes.Getitem):
        return _("a field has no parts: “[…]” cannot follow it.")
    if isinstance(node, nodes.Call):
        return _("nothing can be called: “(…)” cannot follow a word.")
    if isinstance(node, nodes.For):
        return _("a letter repeats nothing: “for” is not known here.")
    if isinstance(node, nodes.BinExpr | nodes.UnaryExpr | nodes.Concat):
        return _("there is no arithmetic in a letter.")
    if isinstance(node, nodes.Stmt):
        kind = type(node).__name__.lower()
        return only_if(_TAGS.get(kind, kind))
    return _("only fields, words in quotes and choices can stand in the braces.")
