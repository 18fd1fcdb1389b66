"""What changes the slips that wait, and the printer of a till."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit
from app.printing.slips.data import sale_of_slip
from app.printing.slips.models import Slip
from app.printing.slips.setup import PrinterSetup, checked, setting_key
from app.sales.tables import run, table
from app.shop.commands import SaveSetting, save_setting

LONGEST_PROBLEM = 300

_C = table(Customer).c


@dataclass(frozen=True)
class AskSlip:
    """A slip of a sale, or (without one) of where the customer stands, at this till. `by_hand`: somebody
    wanted it, it did not just follow a sale."""

    customer_id: int
    purchase_id: int | None = None
    by_hand: bool = True
    request_id: str | None = None


@dataclass(frozen=True)
class SlipAsked:
    """The slip that waits now."""

    slip: int
    already_done: bool = False


def ask_slip(unit: Unit, cmd: AskSlip) -> SlipAsked:
    """Put a slip into the queue of this till. `NotFound` for nobody or no sale; Refused for a sale that was
    taken back."""
    customer_id = cmd.customer_id
    if cmd.purchase_id is not None:
        customer_id = sale_of_slip(unit, cmd.purchase_id).customer_id
    name = run(unit.session, select(_C.name).where(_C.id == customer_id)).scalar()
    if name is None:
        raise NotFound(_("There is no customer {number}.").format(number=customer_id), field="customer")
    slip = Slip(customer_id=customer_id, purchase_id=cmd.purchase_id, till=unit.actor.till, asked_at=unit.now)
    unit.session.add(slip)
    unit.session.flush()
    if cmd.by_hand:
        unit.remember(_("Slip for {name} asked for").format(name=name), customer_id=customer_id)
    return SlipAsked(slip.id)


@dataclass(frozen=True)
class SlipDone:
    """The printer took it."""

    slip_id: int


@dataclass(frozen=True)
class SlipState:
    """How a slip stands after a try."""

    slip: int
    tries: int


def slip_done(unit: Unit, cmd: SlipDone) -> SlipState:
    """Note that a slip is on paper, even where somebody dropped it meanwhile."""
    slip = _slip(unit, cmd.slip_id)
    slip.printed_at, slip.problem, slip.tries = unit.now, "", slip.tries + 1
    unit.session.flush()
    return SlipState(slip.id, slip.tries)


@dataclass(frozen=True)
class SlipFailed:
    """A try that failed, and why, in words."""

    slip_id: int
    problem: str


def slip_failed(unit: Unit, cmd: SlipFailed) -> SlipState:
    """Note a try that failed: the slip goes on waiting."""
    slip = _slip(unit, cmd.slip_id)
    if slip.printed_at is not None or slip.dropped_at is not None:
        raise Refused(_("This slip does not wait any more."), field="slip")
    slip.problem, slip.tries = cmd.problem[:LONGEST_PROBLEM], slip.tries + 1
    unit.session.flush()
    return SlipState(slip.id, slip.tries)


@dataclass(frozen=True)
class DropSlips:
    """Slips nobody wants any more; `problem` where the program itself gave them up, and why."""

    slip_ids: tuple[int, ...]
    problem: str = ""
    request_id: str | None = None


@dataclass(frozen=True)
class SlipsDropped:
    """How many were still waiting."""

    dropped: int
    already_done: bool = False


def drop_slips(unit: Unit, cmd: DropSlips) -> SlipsDropped:
    """Let slips go; those that were printed or dropped meanwhile stay as they are."""
    waiting = _waiting(unit, cmd.slip_ids)
    for slip in waiting:
        slip.dropped_at = unit.now
        slip.problem = cmd.problem[:LONGEST_PROBLEM] or slip.problem
    unit.session.flush()
    if waiting and not cmd.problem:
        names = unit.session.scalars(select(Customer.name).where(Customer.id == waiting[0].customer_id))
        if len(waiting) == 1:
            words = _("Slip for {name} dropped").format(name=names.one())
            unit.remember(words, customer_id=waiting[0].customer_id)
        else:
            unit.remember(_("{n} slips dropped").format(n=len(waiting)))
    return SlipsDropped(len(waiting))


@dataclass(frozen=True)
class SavePrinter:
    """The slip printer of a till."""

    till: str
    setup: PrinterSetup
    request_id: str | None = None


@dataclass(frozen=True)
class PrinterSaved:
    """What was kept, as commands write it."""

    target: str
    already_done: bool = False


def save_printer(unit: Unit, cmd: SavePrinter) -> PrinterSaved:
    """Keep the printer of a till. Refused, by field, where the setup can mean no printer."""
    setup = checked(cmd.setup)
    save_setting(unit, SaveSetting(setting_key(cmd.till), asdict(setup)))
    words = _("Slip printer of {till}: {place}") if setup.there else _("{till} has no slip printer")
    unit.remember(words.format(till=cmd.till, place=setup.place))
    return PrinterSaved(setup.target)


def _slip(unit: Unit, slip_id: int) -> Slip:
    slip = unit.session.get(Slip, slip_id)
    if slip is None:
        raise NotFound(_("There is no slip {number}.").format(number=slip_id), field="slip")
    return slip


def _waiting(unit: Unit, ids: Sequence[int]) -> list[Slip]:
    standing = select(Slip).where(Slip.id.in_(ids), Slip.printed_at.is_(None), Slip.dropped_at.is_(None))
    return list(unit.session.scalars(standing.order_by(Slip.id)))
