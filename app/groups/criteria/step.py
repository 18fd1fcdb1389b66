"""Customers by the step their relationship with the shop stands on."""

from __future__ import annotations

from collections.abc import Collection

from app.groups.criterion import TALK, Criterion, Values
from app.groups.rule import Is, Rule
from app.insights.relationship.ladder import RUNGS
from app.insights.relationship.stages import stages
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View


def find(view: View, values: Values, among: Collection[int]) -> Collection[int]:
    wanted = frozenset(values["steps"])
    return [customer for customer, step in stages(view, among).items() if step in wanted]


def words(values: Values, _view: View) -> str:
    return _("stand on the step {steps}").format(steps=_named(values))


def unless(values: Values, _view: View) -> str:
    return _("do not stand on the step {steps}").format(steps=_named(values))


def _named(values: Values) -> str:
    labels = dict(_steps())
    return _(" or ").join(_("“{name}”").format(name=labels[step]) for step in values["steps"])


def _steps() -> tuple[tuple[str, str], ...]:
    """Every step, the lowest first."""
    return tuple((rung.id, rung.label) for rung in RUNGS)


def on_step(step: str) -> Rule:
    """Who stands on that step, as a rule."""
    return Is("step", {"steps": (step,)})


CRITERION = Criterion(
    id="step",
    label=_("Step of the relationship"),
    shelf=TALK,
    fields=(Field("steps", _("Steps"), FieldKind.CHOICES, required=True, choices=_steps()),),
    words=words,
    unless=unless,
    find=find,
    order=30,
)
