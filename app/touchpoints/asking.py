"""How the shop asks for feedback: by which scale, and at which address of its own on the web.

Nothing is sent. The address is the shop's own page or form; `{card}` in it becomes the customer's card
number, `{code}` a short code that tells nobody but this file whose it is.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.text import clean_text
from app.kernel.unit import Unit, View
from app.shop.commands import SaveSetting, save_setting
from app.shop.queries import setting
from app.touchpoints.scores import FIVE, SCALES

SETTING, SECRET = "feedback.asking", "feedback.secret"
LONGEST = 300
CARD, CODE = "{card}", "{code}"
_ALLOWED = re.compile(r"https?://[^\s{}<>\"]+\Z", re.IGNORECASE)
_CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Asking:
    """`scale` is 5 or 10; `address` the shop's own page, "" without one."""

    scale: int = FIVE
    address: str = ""


def asking(view: View) -> Asking:
    """How the shop asks; from 1 to 5 and without an address until it says otherwise."""
    stored = setting(view, SETTING, {})
    if not isinstance(stored, Mapping):
        return Asking()
    scale, address = stored.get("scale"), stored.get("address")
    return Asking(scale if scale in SCALES else FIVE, address if isinstance(address, str) else "")


@dataclass(frozen=True)
class SaveAsking:
    """How the shop asks from now on."""

    scale: int = FIVE
    address: str = ""
    request_id: str | None = None


@dataclass(frozen=True)
class AskingSaved:
    """As it was kept."""

    scale: int
    address: str
    already_done: bool = False


def save_asking(unit: Unit, cmd: SaveAsking) -> AskingSaved:
    """Keep it. Refused: another scale, an address that is none of the web, placeholders nobody knows."""
    if cmd.scale not in SCALES:
        raise Refused(_("The scale is 5 (from 1 to 5) or 10 (from 0 to 10)."), field="scale")
    address = clean_text(cmd.address, label=_("The feedback address"), limit=LONGEST, field="address")
    if address and not _ALLOWED.match(address.replace(CARD, "0").replace(CODE, "0")):
        words = _(
            "A feedback address begins with https:// and has no gaps; {card} and {code} may stand in it."
        ).replace("{card}", CARD)
        raise Refused(words, field="address")
    before = asking(unit)
    if before == Asking(cmd.scale, address):
        return AskingSaved(cmd.scale, address)
    if address and not setting(unit, SECRET):
        save_setting(unit, SaveSetting(SECRET, secrets.token_hex(16)))
    _keep(unit, Asking(cmd.scale, address))
    unit.remember(
        _("How to ask for feedback changed"),
        undo_kind="feedback.asking",
        undo={"scale": before.scale, "address": before.address},
    )
    return AskingSaved(cmd.scale, address)


@undoes("feedback.asking")
def _take_back(unit: Unit, undo: Mapping[str, Any]) -> None:
    _keep(unit, Asking(undo["scale"], undo["address"]))


def _keep(unit: Unit, wanted: Asking) -> None:
    save_setting(unit, SaveSetting(SETTING, {"scale": wanted.scale, "address": wanted.address}))
    unit.changed("shop")


def feedback_link(view: View, customer_id: int | None = None) -> str:
    """The address for one customer, or for anybody; "" while the shop has none.

    Raises `NotFound` for a customer there is not.
    """
    address = asking(view).address
    if not address or customer_id is None:
        return address.replace(CARD, "").replace(CODE, "")
    row = view.session.execute(select(Customer.card_number).where(Customer.id == customer_id)).one_or_none()
    if row is None:
        raise NotFound(_("There is no customer with the number {id}.").format(id=customer_id))
    return address.replace(CARD, quote(row[0] or "", safe="")).replace(CODE, code_of(view, customer_id))


def code_of(view: View, customer_id: int) -> str:
    """Eight letters and digits that stand for the customer; "" until the shop has an address."""
    secret = setting(view, SECRET, "")
    return _code(str(secret), customer_id) if secret else ""


def customer_of_code(view: View, code: str) -> int | None:
    """Whose code that is, None when it is nobody's."""
    secret, wanted = setting(view, SECRET, ""), code.strip().upper()
    if not secret or len(wanted) != _CODE_LENGTH:
        return None
    ids = view.session.scalars(select(Customer.id).order_by(Customer.id))
    return next((number for number in ids if _code(str(secret), number) == wanted), None)


def _code(secret: str, customer_id: int) -> str:
    digest = hmac.digest(secret.encode(), str(customer_id).encode(), "sha256")
    return base64.b32encode(digest)[:_CODE_LENGTH].decode()
