"""Feedback: what the customer thinks of us, in words, with a score from 1 to 5 or 0 to 10, or without."""

from __future__ import annotations

from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind, joined
from app.touchpoints.noted import ANSWERED_AT, ANSWERED_BY, MOOD, OWNER, PURCHASE, STAFF, mood_words
from app.touchpoints.scores import TEN, lowest, scale_of


def _show(told: Told) -> Shown:
    score = told.number("score")
    title = _("Feedback")
    if score is not None:
        title = _("Feedback {score}/{scale}").format(score=score, scale=scale_of(told.data))
    answered, about = told.word("answered"), told.person("staff")
    return Shown(
        title,
        _("“{words}”").format(words=told.text) if told.text else "",
        joined(
            _asked(told.word("asked_by")),
            _("About {name}").format(name=about) if about else "",
            mood_words(told.data),
            _("Answered: {words}").format(words=answered) if answered else "",
        ),
    )


def _asked(way: str) -> str:
    """How it was asked, in words; a way of the shop's own as it wrote it."""
    known = {
        "till": _("Asked at the till"),
        "slip": _("Asked by a printed slip"),
        "link": _("Asked by a link"),
    }
    return known.get(way) or (_("Asked by {way}").format(way=way) if way else "")


def _answered(told: Told) -> bool:
    return bool(told.word("answered"))


def _check(told: Told) -> None:
    score, scale = told.number("score"), scale_of(told.data)
    if score is None and not told.text:
        raise Refused(_("Please give a score or a few words."), field="text")
    if score is None or lowest(scale) <= score <= scale:
        return
    words = _("The score is from {low} to {high}.").format(low=lowest(scale), high=scale)
    if scale != TEN and lowest(TEN) <= score <= TEN:
        words += " " + _("One from 0 to 10 is written {score}/10.").format(score=score)
    raise Refused(words, field="score")


KIND = TouchpointKind(
    id="feedback",
    label=_("Feedback"),
    icon="feedback",
    tone="gold",
    group="feedback",
    show=_show,
    words=("feedback", "rating", "f"),
    order=90,
    fields=(
        Field("score", _("Score"), FieldKind.INTEGER, minimum=0, maximum=TEN),
        Field(
            "scale",
            _("Scale"),
            FieldKind.CHOICE,
            choices=(("5", _("1 to 5")), ("10", _("0 to 10: would you recommend us?"))),
        ),
        Field("asked_by", _("Asked by"), max_length=60),
        Field("answered", _("Our answer"), FieldKind.LONG_TEXT, max_length=2000),
    ),
    noted=(PURCHASE, STAFF, OWNER, ANSWERED_AT, ANSWERED_BY, MOOD),
    needs_text=False,
    number_field="score",
    answered=_answered,
    check=_check,
    kept_when_erased=frozenset(
        {"score", "scale", "purchase", "staff", "owner", "answered_at", "answered_by", "mood"}
    ),
)
