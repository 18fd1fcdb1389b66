"""The touchpoint kinds of the program, found in their folder."""

from __future__ import annotations

from app.kernel.i18n import _
from app.kernel.registry import Registry
from app.touchpoints import kinds
from app.touchpoints.kind import Shown, Told, TouchpointKind

KINDS: Registry[TouchpointKind] = Registry(kinds, "KIND")


def kind_or_unknown(kind_id: str) -> TouchpointKind:
    """The kind of that id; for one this version does not know, a stand-in that shows its words and its id.

    A file may come from a newer version or have lost an extension: its timeline still has to be read.
    """
    known = KINDS.get(kind_id)
    if known is not None:
        return known

    def show(told: Told) -> Shown:
        return Shown(_("Entry of an unknown kind"), told.text, kind_id)

    return TouchpointKind(
        id=kind_id,
        label=_("Unknown kind"),
        icon="unknown",
        tone="plain",
        group="other",
        show=show,
        words=(),
        needs_text=False,
    )
