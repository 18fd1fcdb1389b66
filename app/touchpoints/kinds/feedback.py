"""Feedback: what the customer thinks of us, in words, with a score from 1 to 5 or without."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.touchpoints.kind import Shown, Told, TouchpointKind, joined


def _show(told: Told) -> Shown:
    score = told.number("score")
    title = _("Feedback") if score is None else _("Feedback {score}/5").format(score=score)
    asked, answered = told.word("asked_by"), told.word("answered")
    return Shown(
        title,
        _("“{words}”").format(words=told.text) if told.text else "",
        joined(
            _("Asked by {way}").format(way=asked) if asked else "",
            _("Answered: {words}").format(words=answered) if answered else "",
        ),
    )


KIND = TouchpointKind(
    id="feedback",
    label=_("Feedback"),
    icon="feedback",
    tone="gold",
    group="feedback",
    show=_show,
    words=("feedback", "review", "rating", "f"),
    order=90,
    fields=(
        Field("score", _("Score"), FieldKind.INTEGER, minimum=1, maximum=5, help=_("From 1 to 5")),
        Field("asked_by", _("Asked by"), max_length=60),
        Field("answered", _("Our answer"), FieldKind.LONG_TEXT, max_length=2000),
    ),
    needs_text=False,
    number_field="score",
    kept_when_erased=frozenset({"score"}),
)
