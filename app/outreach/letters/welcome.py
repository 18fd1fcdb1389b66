"""To somebody who has just joined."""

from __future__ import annotations

from app.kernel.i18n import _
from app.outreach.kind import LetterKind, Words


def _letter() -> Words:
    return Words(
        _("Welcome to {{ shop_name }}, {{ first_name }}"),
        _(
            "Dear {{ first_name }},\n"
            "\n"
            "How good that you are one of our regulars now. From today on, every visit counts for "
            "something.\n"
            "\n"
            "{% if card_number %}\n"
            "Your card number is {{ card_number }}. Show the card or say your name, and we take care of the "
            "rest.\n"
            "{% else %}\n"
            "Say your name at the counter, and we take care of the rest.\n"
            "{% endif %}\n"
            "\n"
            "{% if points > 1 %}\n"
            "You begin with {{ points }} points"
            "{% if next_reward %}; {{ next_reward_points }} more and you can have this: {{ next_reward }}"
            "{% endif %}.\n"
            "\n"
            "{% endif %}\n"
            "{% if opening_hours %}\n"
            "We are here for you {{ opening_hours }}.\n"
            "{% else %}\n"
            "We look forward to your next visit.\n"
            "{% endif %}"
        ),
    )


def _card() -> Words:
    return Words(
        _("Welcome"),
        _(
            "Dear {{ first_name }},\n"
            "\n"
            "How good to have you with us. Make yourself at home.\n"
            "\n"
            "{% if card_number %}\n"
            "Your card number is {{ card_number }}.\n"
            "{% else %}\n"
            "We look forward to your next visit.\n"
            "{% endif %}"
        ),
    )


LETTER = LetterKind(
    id="welcome",
    label=_("Welcome"),
    icon="new-customer",
    order=40,
    letter=_letter,
    card=_card,
)
