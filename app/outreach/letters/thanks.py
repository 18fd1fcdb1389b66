"""A thank-you."""

from __future__ import annotations

from app.kernel.i18n import _
from app.outreach.kind import LetterKind, Words


def _letter() -> Words:
    return Words(
        _("Thank you, {{ first_name }}"),
        _(
            "Dear {{ first_name }},\n"
            "\n"
            "{% if visits > 1 %}\n"
            "You have come to us {{ visits }} times{% if first_visit %} since {{ first_visit }}{% endif %}. "
            "A shop lives by people like you, and we do not want to take that for granted: thank you.\n"
            "{% else %}\n"
            "A shop lives by the people who come to it, and we do not want to take that for granted: thank "
            "you.\n"
            "{% endif %}\n"
            "\n"
            "{% if reward_ready and points > 1 %}\n"
            "You have {{ points }} points on your card. They are enough for this: {{ reward_ready }}. Just "
            "say so at the counter.\n"
            "{% elif points > 1 %}\n"
            "You have {{ points }} points on your card"
            "{% if next_reward %}; {{ next_reward_points }} more and you can have this: {{ next_reward }}"
            "{% endif %}.\n"
            "{% endif %}"
        ),
    )


def _card() -> Words:
    return Words(
        _("Thank you"),
        _(
            "Dear {{ first_name }},\n"
            "\n"
            "Thank you for coming to us{% if visits > 1 %}, {{ visits }} times by now{% endif %}. "
            "It is a pleasure to have you here.\n"
            "\n"
            "{% if favourite %}\n"
            "See you soon, for {{ favourite }} or something new.\n"
            "{% else %}\n"
            "See you soon.\n"
            "{% endif %}"
        ),
    )


LETTER = LetterKind(
    id="thanks",
    label=_("Thank you"),
    icon="reward",
    order=20,
    letter=_letter,
    card=_card,
)
