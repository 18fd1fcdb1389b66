"""The demonstration's programme: points and rewards from the first day, the whole of it from the last.

So what its people have is what their purchases say, one point for each euro, and there is something new to
look at: tiers, stamps and vouchers, and a past in which the page of the programme can replay them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import update

from app.kernel.unit import Unit
from app.loyalty.models import ProgrammeVersion
from app.loyalty.programme import StartProgramme, start_programme
from app.loyalty.rules import NO_REFERRAL, rules_to_json
from app.loyalty.tiers.scheme import NO_TIERS
from app.loyalty.versions import rules_on, versions_changed
from app.sales.tables import run, table


def lay_programme(unit: Unit, last: date) -> None:
    """Split the new shop's programme into two versions, before anything was sold."""
    whole = rules_on(unit, last)
    first = replace(
        whole,
        earning=whole.earning[:1],
        tiers=NO_TIERS,
        stamp_cards=(),
        vouchers=(),
        referral=NO_REFERRAL,
    )
    run(unit.session, update(table(ProgrammeVersion)).values(rules=rules_to_json(first)))
    versions_changed(unit)
    start_programme(unit, StartProgramme(whole, last))
