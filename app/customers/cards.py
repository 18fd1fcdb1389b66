"""Card numbers: the shop's own series, or the number on a card it already uses."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator

from sqlalchemy import insert, select, update

from app.customers.models import Customer
from app.customers.tidy import field_label, tidy
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.shop.models import Setting

PREFIX = "29"
"""GS1 keeps 20 to 29 for numbers that mean something only inside one shop."""

COUNTER = "customers.card_counter"
_AS_DOUBLED = dict(zip("0123456789", (0, 2, 4, 6, 8, 1, 3, 5, 7, 9), strict=True))
"""What a digit counts that the Luhn check doubles, as `kernel.ids` has it; an import asks for very many."""

SHORTEST, LONGEST = 4, 40

_SEPARATORS = re.compile(r"[\s\-‐-—]+")


def own_number(counter: int) -> str:
    """The card number of that place in the shop's series: 29, nine digits, the Luhn check digit."""
    body = f"{PREFIX}{counter:09d}"
    total = sum(map(_AS_DOUBLED.__getitem__, body[::-2])) + sum(map(int, body[-2::-2]))
    return f"{body}{-total % 10}"


def clean_card_number(text: str) -> str:
    """A card number as it is kept and compared: no spaces or dashes, letters as capitals; "" for none.

    Raises `Refused` (field "card_number") for anything but 4 to 40 letters and digits.
    """
    if text.isascii() and text.isalnum() and SHORTEST <= len(text) <= LONGEST:
        return text.upper()
    number = _SEPARATORS.sub("", tidy(text, "card_number")).upper()
    if not number:
        return ""
    if not (number.isascii() and number.isalnum()):
        raise Refused(
            _("{label} can only have letters and digits.").format(label=field_label("card_number")),
            field="card_number",
        )
    if len(number) < SHORTEST:
        raise Refused(
            _("{label} needs {shortest} letters or digits at least.").format(
                label=field_label("card_number"), shortest=SHORTEST
            ),
            field="card_number",
        )
    return number


def forbid_taken(view: View, number: str, customer_id: int | None) -> None:
    """Raise `Refused` (field "card_number"), naming the holder, when the number is another customer's."""
    holder = view.session.execute(
        select(Customer.id, Customer.name, Customer.archived_at).where(Customer.card_number == number)
    ).first()
    if holder is None or holder.id == customer_id:
        return
    sentence = (
        _("Card {number} belongs to {name}. Nothing was saved.")
        if holder.archived_at is None
        else _("Card {number} belongs to {name}, who is archived. Nothing was saved.")
    )
    raise Refused(sentence.format(number=number, name=holder.name), field="card_number")


class Series:
    """The shop's own series, handing out numbers nobody has; `close` keeps how far it came."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._stored = unit.session.scalar(select(Setting.value).where(Setting.key == COUNTER))
        self._counter = int(json.loads(self._stored)) if self._stored else 0

    def next(self) -> str:
        """The next free number."""
        return next(self.take(1))

    def take(self, count: int, spoken_for: Collection[str] = ()) -> Iterator[str]:
        """The next `count` free numbers, asked for together, without those `spoken_for`."""
        while count > 0:
            numbers = [own_number(self._counter + step) for step in range(1, min(count, 5_000) + 1)]
            self._counter += len(numbers)
            taken = set(
                self._unit.session.scalars(
                    select(Customer.card_number).where(Customer.card_number.in_(numbers))
                )
            )
            free = [number for number in numbers if number not in taken and number not in spoken_for]
            count -= len(free)
            yield from free

    def close(self) -> None:
        """Keep the counter. Numbers once handed out are not handed out again, even after an undo."""
        value = json.dumps(self._counter)
        if self._stored is None:
            self._unit.session.execute(insert(Setting).values(key=COUNTER, value=value))
        elif value != self._stored:
            self._unit.session.execute(update(Setting).where(Setting.key == COUNTER).values(value=value))
        self._stored = value
