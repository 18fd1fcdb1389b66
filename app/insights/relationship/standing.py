"""How the relationship with one customer stands: the step, each step's evidence, and what would lift them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.customers.models import Customer
from app.customers.tags import tags_of
from app.insights.relationship.as_of import facts
from app.insights.relationship.evidence import evidence
from app.insights.relationship.facts import Facts, one_of
from app.insights.relationship.kinds import Kind, kind_of
from app.insights.relationship.ladder import NOBODY, RUNGS, holds, places
from app.insights.relationship.rung import Found, Person, Rung
from app.insights.sayings import Sayings
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import run, table

if TYPE_CHECKING:
    from app.insights.relationship.facts import Numbers

_C = table(Customer).c


@dataclass(frozen=True, slots=True)
class StepEvidence:
    """A step for one customer. `met` by itself, whatever is below; `found`, latest first, speaks for it or
    against it; `lifts` says what to do, one sentence for each need that is not met. `held_back`: met, but a
    step below is not."""

    rung: str
    label: str
    takes: str
    met: bool
    held_back: bool
    found: tuple[Found, ...]
    lifts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a customer stands on a day. `stage` is the id of the step, None before they were in the book;
    `how` says how we know, and by which rule. `steps` are all, lowest first; `kind` is what the relationship
    is like. `next_lifts` are the sentences of the first step that is not met."""

    customer_id: int
    on: date
    stage: str | None
    label: str
    how: str
    steps: tuple[StepEvidence, ...]
    kind: Kind

    @property
    def next_lifts(self) -> tuple[str, ...]:
        """What would lift them to the next step; none on the highest."""
        return next((step.lifts for step in self.steps if not step.met), ())


def standing(view: View, customer_id: int, on: date | None = None) -> Standing:
    """One customer at the end of that day (today), in a dozen small questions. Raises `NotFound`."""
    row = run(view.session, select(_C.favourite).where(_C.id == customer_id)).one_or_none()
    if row is None:
        raise NotFound(_("There is no customer with the number {id}.").format(id=customer_id))
    day = on or view.today
    many = facts(evidence(view, {customer_id}), day)
    person = Person(one_of(many, 0), row.favourite, tags_of(view, customer_id), Sayings(view.context))
    place = int(places(many)[0])
    steps = tuple(_step(many, person, rung, at > place) for at, rung in enumerate(RUNGS))
    stage = None if place == NOBODY else steps[place].rung
    return Standing(
        customer_id, day, stage, "" if stage is None else steps[place].label,
        _how(steps, place, day, view.today), steps, kind_of(many, person),
    )  # fmt: skip


def _step(many: Facts[Numbers], person: Person, rung: Rung, above: bool) -> StepEvidence:
    met = bool(holds(rung, many)[0])
    missing = [need for need in rung.needs if not bool(need.met(many)[0])]
    lifts = [words for need in missing if (words := need.lifts(person))]
    found = sorted(rung.found(person), key=lambda one: (not one.against, -one.on.toordinal()))
    return StepEvidence(
        rung.id, rung.label, rung.takes, met, met and above, tuple(found), tuple(dict.fromkeys(lifts))
    )  # fmt: skip


def _how(steps: Sequence[StepEvidence], place: int, on: date, today: date) -> str:
    """The rule as it came out for them."""
    if place == NOBODY:
        return _("They were not in the book yet.")
    said = [
        _("“{step}” is the highest step with all it takes, and all below it.").format(step=steps[place].label)
    ]
    if place + 1 == len(steps):
        said = [_("All steps have what they take.")]
    else:
        missing = steps[place + 1]
        broken = next((one.words for one in missing.found if one.against), "")
        if broken:
            words = _("“{step}” does not hold: {why}")
            said.append(words.format(step=missing.label, why=broken))
        else:
            said.append(
                _("“{step}” takes more than there is. {takes}").format(
                    step=missing.label, takes=missing.takes
                )
            )
    higher = [step.label for step in steps if step.held_back]
    if higher:
        words = _("There is enough for {steps}, but it counts only once the steps below hold.")
        said.append(words.format(steps=", ".join(f"“{label}”" for label in higher)))
    if on < today:
        said.append(_("What a card says has no day of its own: it counts from the day the card was made."))
    return " ".join(said)
