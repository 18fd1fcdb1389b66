"""Something on a social network: a mention, a review, a reply."""

from __future__ import annotations

from app.kernel.fields import Field
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind, direction_field


def _show(told: Told) -> Shown:
    ours = told.word("direction") == "out"
    network = told.word("network")
    if network:
        title = _("We answered on {network}") if ours else _("Wrote on {network}")
        return Shown(title.format(network=network), told.text)
    return Shown(_("We answered online") if ours else _("Wrote about us online"), told.text)


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
    ),
    kept_when_erased=frozenset({"direction", "network"}),
)
