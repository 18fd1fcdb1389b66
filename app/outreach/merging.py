"""Filling a template in for a customer.

`merge` is for one text of one customer; `merge_many` for one text of many, where the fields of hundreds are
looked up together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.turns import Turns
from app.kernel.unit import View
from app.outreach.cage import GAPS, cage
from app.outreach.fields import Value
from app.outreach.lookups import look_up
from app.outreach.reading import MOST_CHARACTERS, check, read

if TYPE_CHECKING:
    from jinja2 import Template

_TOGETHER = 400


@dataclass(frozen=True, slots=True)
class Merged:
    """A template filled in: plain text, and the ids of the fields that were printed as nothing in it."""

    text: str
    gaps: tuple[str, ...] = ()


Known = Mapping[str, Value]
"""Fields whose values the caller brings along."""


def merge(view: View, customer_id: int, source: str, known: Known | None = None) -> Merged:
    """A template filled in for one customer, by the shop's language of dates and numbers.

    `known` are values that go before what would be looked up: a statement brings the points of its last day.
    Raises `Refused` for a template with a mistake, naming its line, for one that becomes longer than 20 000
    characters, and for a customer there is not.
    """
    wanted = [field for field in check(source).fields if field not in (known or {})]
    values = look_up(view, [customer_id], wanted)[customer_id]
    return filled(source, {**values, **(known or {})})


def merge_many(view: View, ids: Sequence[int], source: str) -> Iterator[tuple[int, Merged]]:
    """The same for many, in their order; ids that are nobody's are left out. Lets a window have its turns."""
    wanted, turns = check(source).fields, Turns()
    for start in range(0, len(ids), _TOGETHER):
        part = ids[start : start + _TOGETHER]
        found = look_up(view, part, wanted)
        for customer_id in part:
            turns.pass_on()
            if customer_id in found:
                yield customer_id, filled(source, found[customer_id])


def filled(source: str, values: Mapping[str, Value]) -> Merged:
    """A template filled in with these values; fields it uses that are not among them count as missing."""
    template = _template(source)
    used = read(source).fields
    gaps: list[str] = []
    given = {field: values.get(field, Value("", field)) for field in used}
    parts, length = [], 0
    for part in template.generate({**given, GAPS: gaps}):
        length += len(part)
        if length > MOST_CHARACTERS:
            words = _("With the fields filled in, the text is longer than {limit} characters.")
            raise Refused(words.format(limit=MOST_CHARACTERS), field="body")
        parts.append(part)
    return Merged("".join(parts), tuple(dict.fromkeys(gaps)))


@lru_cache(maxsize=64)
def _template(source: str) -> Template:
    """The template as code; it was walked before it is compiled."""
    from jinja2 import Template

    environment = cage()
    check(source)
    code = environment.compile(environment.parse(source))
    made: Template = Template.from_code(environment, code, {})
    return made
