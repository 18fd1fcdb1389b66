"""Names as they go together: given and family names of one language, in its own order and script.

A name outside the Latin script is written `native=latin`; an e-mail address is made of the latter. A space
inside a name is written `_`.
No given name begins with "Mari" or "Mary": those belong to the people of `story`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Culture:
    """One language's names. `women_family` where family names differ; `order` is how a full name is put."""

    country: str
    language: str
    weight: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    family: tuple[str, ...]
    women_family: tuple[str, ...]
    phone: str
    cities: tuple[tuple[str, str], ...]
    order: str = "{given} {family}"


def culture(
    country: str,
    language: str,
    weight: int,
    women: str,
    men: str,
    family: str,
    phone: str,
    cities: str,
    *,
    women_family: str = "",
    order: str = "{given} {family}",
) -> Culture:
    """A culture from names with spaces between and places `code|city;code|city`."""

    def names(text: str) -> tuple[str, ...]:
        return tuple(name.replace("_", " ") for name in text.split())

    places = tuple(tuple(place.split("|")) for place in cities.split(";"))
    return Culture(
        country,
        language,
        weight,
        names(women),
        names(men),
        names(family),
        names(women_family) or names(family),
        phone,
        tuple((code, city) for code, city in places),
        order,
    )
