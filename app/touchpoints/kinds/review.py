"""A review on a page that others read: where, under which name, how many stars."""

from __future__ import annotations

from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind, by_handle, joined, said_by
from app.touchpoints.noted import ANSWERED_AT, ANSWERED_BY, MOOD, OWNER, PURCHASE, STAFF, mood_words


def _show(told: Told) -> Shown:
    stars, network, answered = told.number("stars"), told.word("network"), told.word("answered")
    title = _("Review on {network}").format(network=network) if network else _("Review")
    if stars is not None:
        title = _("{title}, {stars}/5").format(title=title, stars=stars)
    return Shown(
        title,
        _("“{words}”").format(words=told.text) if told.text else "",
        joined(
            said_by(told),
            told.word("link"),
            mood_words(told.data),
            _("Answered: {words}").format(words=answered) if answered else "",
        ),
    )


def _answered(told: Told) -> bool:
    return bool(told.word("answered"))


def _check(told: Told) -> None:
    if told.number("stars") is None and not told.text:
        raise Refused(_("Please give the stars or a few words."), field="text")


KIND = TouchpointKind(
    id="review",
    label=_("Review"),
    icon="review",
    tone="gold",
    group="feedback",
    show=_show,
    words=("review", "stars"),
    order=95,
    fields=(
        Field("stars", _("Stars, 1 to 5"), FieldKind.INTEGER, minimum=1, maximum=5),
        Field("network", _("Where"), max_length=60),
        by_handle(),
        Field("link", _("Link"), max_length=400),
        Field("answered", _("Our answer"), FieldKind.LONG_TEXT, max_length=2000),
    ),
    noted=(PURCHASE, STAFF, OWNER, ANSWERED_AT, ANSWERED_BY, MOOD),
    needs_text=False,
    number_field="stars",
    answered=_answered,
    check=_check,
    kept_when_erased=frozenset(
        {"stars", "network", "purchase", "staff", "owner", "answered_at", "answered_by", "mood"}
    ),
)
