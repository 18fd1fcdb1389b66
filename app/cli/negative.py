"""Arguments that begin with a minus and are no options: `adjust 7 -50`, `find -bob`, `note 7 "- 5 x"`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

SHIELD = "\0"
"""Put before such an argument while options are looked for; no argument of any system can hold it."""


def shielded(argument: str) -> str:
    """The argument, made unlike an option when it is none: options are `-h`, and two dashes and a word."""
    if not argument.startswith("-") or argument in ("-h", "--"):
        return argument
    if argument.startswith("--") and argument[2].isalpha():
        return argument
    return SHIELD + argument


def bare(value: Any) -> Any:
    """A parsed value, or a list of them, as the person wrote it."""
    if isinstance(value, str):
        return value.removeprefix(SHIELD)
    if isinstance(value, list | tuple):
        return type(value)(bare(one) for one in value)
    return value


class NegativeParser:
    """A click parser that takes such arguments for what they are."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser

    def __getattr__(self, name: str) -> Any:
        return getattr(self._parser, name)

    def parse_args(self, args: Sequence[str]) -> tuple[dict[str, Any], list[str], list[Any]]:
        """As click's: (options by name, arguments left over, parameters in order)."""
        values, left, order = self._parser.parse_args(args=[shielded(argument) for argument in args])
        return {name: bare(value) for name, value in values.items()}, bare(left), order
