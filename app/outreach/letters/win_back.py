"""To somebody who has not come for a while."""

from __future__ import annotations

from app.kernel.i18n import _
from app.outreach.kind import LetterKind, Words


def _letter() -> Words:
    return Words(
        _("We have missed you, {{ first_name }}"),
        _(
            "Dear {{ first_name }},\n"
            "\n"
            "{% if last_visit %}\n"
            "It was {{ last_visit }} when we last saw you, and we wonder how you are. If something was not "
            "as it should have been, please tell us: we would like to put it right.\n"
            "{% else %}\n"
            "We have not seen you for a while, and wonder how you are. If something was not as it should "
            "have been, please tell us: we would like to put it right.\n"
            "{% endif %}\n"
            "\n"
            "{% if voucher %}\n"
            "So that coming back is easy, there is something waiting for you until {{ voucher_until }}: "
            "{{ voucher_gives or voucher }}. The number is {{ voucher_code }}.\n"
            "\n"
            "{% elif points > 1 %}\n"
            "Your {{ points }} points are still here"
            "{% if reward_ready %}, enough for this: {{ reward_ready }}"
            "{% elif worth %}, worth {{ worth }}{% endif %}."
            "{% if lapsing_points > 1 %} {{ lapsing_points }} of them lapse on {{ lapsing_on }}.{% endif %}\n"
            "\n"
            "{% endif %}\n"
            "The door is open, and we would be glad to see you"
            "{% if favourite %}. Your usual, {{ favourite }}, is still there{% endif %}."
        ),
    )


def _card() -> Words:
    return Words(
        _("We miss you"),
        _(
            "Dear {{ first_name }},\n"
            "\n"
            "It has been a while, and we would love to see you again.\n"
            "\n"
            "{% if voucher %}\n"
            "Until {{ voucher_until }} there is this for you: {{ voucher_gives or voucher }}.\n"
            "{% elif points > 1 %}\n"
            "Your {{ points }} points are waiting for you.\n"
            "{% else %}\n"
            "Come by when you are near: the door is open.\n"
            "{% endif %}"
        ),
    )


LETTER = LetterKind(
    id="win-back",
    label=_("We miss you"),
    icon="visit",
    order=30,
    letter=_letter,
    card=_card,
)
