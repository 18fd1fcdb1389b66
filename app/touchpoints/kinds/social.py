"""Something on a social network: a mention, a picture, a reply; where, and under which name."""

from __future__ import annotations

from app.kernel.fields import Field
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind, by_handle, direction_field, joined, said_by
from app.touchpoints.noted import MOOD, mood_words


def _show(told: Told) -> Shown:
    ours = told.word("direction") == "out"
    network = told.word("network")
    if network:
        title = _("We answered on {network}") if ours else _("Wrote on {network}")
        return Shown(title.format(network=network), told.text, joined(said_by(told), mood_words(told.data)))
    title = _("We answered online") if ours else _("Wrote about us online")
    return Shown(title, told.text, joined(said_by(told), mood_words(told.data)))


KIND = TouchpointKind(
    id="social",
    label=_("Social"),
    icon="social",
    tone="violet",
    group="contact",
    show=_show,
    words=("social", "mention", "s"),
    order=70,
    fields=(
        direction_field(_("They wrote"), _("We wrote")),
        Field("network", _("Where"), max_length=60),
        by_handle(),
    ),
    noted=(MOOD,),
    kept_when_erased=frozenset({"direction", "network", "mood"}),
)
