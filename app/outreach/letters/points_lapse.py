"""To somebody whose points lapse before long."""

from __future__ import annotations

from app.kernel.i18n import _
from app.outreach.kind import LetterKind, Words


def _letter() -> Words:
    return Words(
        _("Your points at {{ shop_name }}"),
        _(
            "Dear {{ first_name }},\n"
            "\n"
            "{% if lapsing_points > 1 %}\n"
            "{{ lapsing_points }} of your {{ points }} points lapse on {{ lapsing_on }}. That would be a "
            "pity, so we tell you in good time.\n"
            "{% else %}\n"
            "Points do not stay for ever, so we remind you of yours in good time.\n"
            "{% endif %}\n"
            "\n"
            "{% if reward_ready %}\n"
            "You have enough for this: {{ reward_ready }}. It is yours whenever you come.\n"
            "\n"
            "{% elif worth %}\n"
            "At your next visit your points are worth {{ worth }}.\n"
            "\n"
            "{% endif %}\n"
            "Come by when you are near: we would be glad to see you."
        ),
    )


LETTER = LetterKind(
    id="points-lapse",
    label=_("Points about to lapse"),
    icon="points",
    order=35,
    letter=_letter,
)
