"""Which examples Hypothesis tries: the same on every machine and every day, or many fresh ones to explore.

A change lands or not by what it does, so the suite draws no lots: `make test` and CI try the same examples.
`REGULARS_EXPLORE=10` tries ten times as many, other ones each time, cuts what fails down to the least that
fails, and keeps it in `.hypothesis` to be tried first next time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

EXPLORE = int(os.environ.get("REGULARS_EXPLORE", "0"))
"""How many times the usual number of examples; 0 for the usual ones."""

_ALWAYS = (HealthCheck.too_slow,)  # a busy machine is no defect
_GENERATED_ONLY = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking over a real file takes minutes


def load_profile() -> None:
    """Settle it for every test; called once, before any of them is read."""
    usual = settings(
        settings.get_profile("default"), deadline=None, max_examples=100, suppress_health_check=_ALWAYS
    )
    if EXPLORE:
        settings.register_profile("explore", usual, max_examples=100 * EXPLORE, print_blob=True)
        settings.load_profile("explore")
    else:
        forget_modules()
        settings.register_profile("house", usual, derandomize=True, database=None)
        settings.load_profile("house")


def forget_modules() -> None:
    """Draw nothing from the numbers and words in the program's own modules.

    Hypothesis mixes them in from whatever happens to be loaded, so that the same seed gives other examples
    when other tests ran before in the same process.
    """
    nothing = providers.Constants()
    providers._get_local_constants = lambda: nothing


def tries(examples: int, *, same_fixtures: bool = False) -> settings:
    """So many examples for a property, in place of a hundred. `same_fixtures`: all of them may share the
    fixtures of the test."""
    shared = (HealthCheck.function_scoped_fixture,) if same_fixtures else ()
    return settings(max_examples=examples * max(1, EXPLORE), suppress_health_check=(*_ALWAYS, *shared))


def run_machine(machine: type[RuleBasedStateMachine], *, examples: int, steps: int = 25) -> None:
    """Run so many histories of a state machine."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples * max(1, EXPLORE),
            stateful_step_count=steps,
            phases=tuple(Phase) if EXPLORE else _GENERATED_ONLY,
            suppress_health_check=list(HealthCheck),
        ),
    )
