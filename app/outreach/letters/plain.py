"""A letter to begin from."""

from __future__ import annotations

from app.kernel.i18n import _
from app.outreach.kind import LetterKind, Words


def _letter() -> Words:
    return Words(
        _("News from {{ shop_name }}"),
        _(
            "Dear {{ first_name }},\n"
            "\n"
            "We have something to tell you: write it here. An empty line begins a new paragraph, and the "
            "fields beside the text put in what we know of each customer.\n"
            "\n"
            "We look forward to your next visit."
        ),
    )


LETTER = LetterKind(
    id="plain",
    label=_("Plain letter"),
    icon="letter-paper",
    order=50,
    letter=_letter,
)
