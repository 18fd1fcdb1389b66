"""A birthday."""

from __future__ import annotations

from app.kernel.i18n import _
from app.outreach.kind import LetterKind, Words


def _letter() -> Words:
    return Words(
        _("Happy birthday, {{ first_name }}"),
        _(
            "Dear {{ first_name }},\n"
            "\n"
            "All of us at {{ shop_name }} wish you a very happy birthday, and a year with many good days in "
            "it.\n"
            "\n"
            "{% if voucher %}\n"
            "There is a small present waiting for you: {{ voucher_gives or voucher }}. Bring this letter, or "
            "say the number {{ voucher_code }}, any time until {{ voucher_until }}.\n"
            "{% else %}\n"
            "Come by when you are near, and let us wish it to you in person"
            "{% if favourite %}: there will be {{ favourite }} for you, the way you like it{% endif %}.\n"
            "{% endif %}"
        ),
    )


def _card() -> Words:
    return Words(
        _("Happy birthday"),
        _(
            "Dear {{ first_name }},\n"
            "\n"
            "A very happy birthday from all of us, and a year full of good days.\n"
            "\n"
            "{% if voucher %}\n"
            "Our present to you: {{ voucher_gives or voucher }}, until {{ voucher_until }}.\n"
            "{% else %}\n"
            "We look forward to seeing you.\n"
            "{% endif %}"
        ),
    )


LETTER = LetterKind(
    id="birthday",
    label=_("Birthday"),
    icon="birthday",
    order=10,
    letter=_letter,
    card=_card,
)
