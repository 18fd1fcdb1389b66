"""The ways things go wrong, split by whose fault it is.

`Refused` is an answer, not a fault: the request was understood and declined, nothing changed.
`WorldFault` is the machine's doing: a full disk, a read-only folder, a file another program holds.
Everything else that escapes is a defect of ours and reaches a person as a report they can copy.
"""

from __future__ import annotations


class RegularsError(Exception):
    """Base of every error with a message a person can read. `str(error)` is that message."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refused(RegularsError):
    """The request was declined in one sentence; nothing was saved.

    `field` names the form field the sentence belongs to, where there is one.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotFound(Refused):
    """Nothing answers to what was asked for."""


class Conflict(Refused):
    """The same request id came back with other content, or the row changed underneath."""


class WorldFault(RegularsError):
    """The machine could not do it: disk full, file locked, no permission. Nothing was lost."""
