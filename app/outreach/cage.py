"""Jinja in its cage: nothing but the fields handed in and four ways to write a word.

What reaches it was walked by `reading` first; the sandbox stands behind that as a second wall.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from app.outreach.fields import Value

if TYPE_CHECKING:
    from jinja2.runtime import Context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

GAPS = "_gaps"
"""Under this name a template is handed the list for the fields that came out empty; no field is called so."""


@lru_cache(maxsize=1)
def cage() -> ImmutableSandboxedEnvironment:
    """The one environment. Text is plain text and nothing on paper is markup, so nothing is escaped."""
    from jinja2 import pass_context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,
        cache_size=0,
        finalize=pass_context(_finalize),
    )
    made.globals.clear()
    made.tests.clear()
    made.filters.clear()
    made.filters.update(default=_default, upper=_upper, lower=_lower, capitalize=_capitalize)
    return made


def _finalize(context: Context, value: Any) -> str:
    """Called with whatever is printed: notes a field that is empty."""
    if isinstance(value, Value) and value.missing:
        gaps: list[str] = context[GAPS]
        gaps.append(value.field)
    return str(value)


def _default(value: Any, other: Any) -> Any:
    return value if str(value) else other


def _upper(value: Any) -> Any:
    return value if _is_gap(value) else str(value).upper()


def _lower(value: Any) -> Any:
    return value if _is_gap(value) else str(value).lower()


def _capitalize(value: Any) -> Any:
    text = str(value)
    return value if _is_gap(value) else text[:1].upper() + text[1:]


def _is_gap(value: Any) -> bool:
    return isinstance(value, Value) and value.missing
