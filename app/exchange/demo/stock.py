"""What is on the shelves and on the card, and what somebody takes of it."""

from __future__ import annotations

import random

from app.sales.commands import Line

DRINKS = (
    ("Flat white", 360),
    ("Oat flat white", 390),
    ("Cappuccino", 370),
    ("Espresso", 260),
    ("Filter coffee", 300),
    ("Pot of Assam", 420),
    ("Pot of Earl Grey", 420),
    ("Peppermint tea", 380),
    ("Hot chocolate", 410),
    ("Chai latte", 400),
)
CAKES = (
    ("Lemon drizzle", 380),
    ("Carrot cake", 420),
    ("Scone with cream and jam", 450),
    ("Flapjack", 290),
    ("Cheese toastie", 690),
    ("Almond croissant", 350),
)
STATIONERY = (
    ("Ruled notebook", 1250),
    ("Fountain pen", 3400),
    ("Bottle of blue-black ink", 1190),
    ("Letter paper", 890),
    ("Set of ten cards", 950),
    ("Wax and seal", 1690),
    ("Bookmark", 350),
    ("Canvas bag", 1400),
)
BOOKS: dict[str, tuple[tuple[str, int], ...]] = {
    "Crime": (
        ("The Ferryman's Alibi", 1099),
        ("Nine Frosts", 999),
        ("A Quiet Knife", 1299),
        ("Der letzte Zug", 1400),
        ("Der stille Garten", 1200),
        ("The Salt Ledger", 1099),
    ),
    "Fiction": (
        ("The Orchard Keeper's Year", 1699),
        ("Half a Window", 999),
        ("Small Rivers", 1099),
        ("What the House Kept", 1899),
        ("La maison d'en face", 1250),
        ("An Island of Clerks", 1299),
    ),
    "Children": (
        ("Otter and the Moon", 799),
        ("The Button Train", 699),
        ("Ten Brave Snails", 799),
        ("Night Bus to Norway", 899),
    ),
    "History": (("Roads of Salt and Silk", 2499), ("The Canal Builders", 2200), ("Bath Before Beau", 1850)),
    "Cookery": (("One Pot, One Winter", 2600), ("Bread on Sundays", 2250), ("The Herb Drawer", 1999)),
    "Poetry": (("Weather for Beginners", 1199), ("Letters to a Heron", 1099)),
    "Travel": (("Slow Trains South", 1299), ("Walking the Ridgeway", 1499), ("Lisbon, Uphill", 1699)),
    "Nature": (("A Field Guide to Hedges", 1999), ("Owls at the Edge", 1650)),
}
GENRES = tuple(BOOKS)


def basket(rng: random.Random, drink: int, genre: str, bookish: float) -> tuple[Line, ...]:
    """What one visit brings: usually the own drink (its place in `DRINKS`), and by `bookish` a book."""
    lines: list[Line] = []
    draw = rng.random
    takes_book = draw() < bookish
    if not takes_book or draw() < 0.45:
        item, price = DRINKS[drink if draw() < 0.75 else int(draw() * len(DRINKS))]
        count = 2 if draw() < 0.12 else 1
        lines.append(Line(item, "Coffee" if drink < 5 else "Tea", count * 1000, price * count))
        if draw() < 0.38:
            lines.append(_line(draw(), CAKES, "Cakes"))
    if takes_book:
        for _book in range(1 + (draw() < 0.22) + (draw() < 0.06)):
            shelf = genre if draw() < 0.6 else GENRES[int(draw() * len(GENRES))]
            lines.append(_line(draw(), BOOKS[shelf], shelf))
    if draw() < 0.07:
        lines.append(_line(draw(), STATIONERY, "Stationery"))
    return tuple(lines)


def _line(place: float, shelf: tuple[tuple[str, int], ...], category: str) -> Line:
    item, price = shelf[int(place * len(shelf))]
    return Line(item, category, 1000, price)
