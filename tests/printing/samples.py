"""Statements to print in tests, built around the one of the design."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.loyalty.statement import (
    LapsingPoints,
    StampProgress,
    StatementData,
    StatementLine,
    StatementReward,
)
from app.shop.on_paper import PaperShop

SHOP = PaperShop(
    name="Kettle & Quill",
    tagline="Books and coffee",
    address_lines=("14 Mill Lane", "Bath BA1 2AB"),
    phone="01225 555 014",
    email="hello@kettleandquill.example",
    currency="EUR",
    locale="en_GB",
    closing_line="",
    terms="1 point for every €1. Points lapse 12 months after they were earned. "
    "Questions? Ask at the counter.",
)

MOVES = (
    (date(2026, 8, 4), "Purchase, receipt 20418", 3100, 31),
    (date(2026, 8, 19), "Purchase, receipt 20702", 2460, 30),
    (date(2026, 9, 2), "Used: free coffee", None, -150),
    (date(2026, 9, 14), "Purchase, receipt 21055", 1820, 18),
    (date(2026, 9, 16), "Returned one item from receipt 21055", -910, -9),
    (date(2026, 9, 28), "With our apologies for the torn jacket", None, 50),
    (date(2026, 10, 13), "Purchase, receipt 21460", 5710, 71),
    (date(2026, 10, 29), "Purchase, receipt 21802 · double points on crime", 2340, 23),
)


def lines(moves: tuple[tuple[date, str, int | None, int], ...], opening: int) -> tuple[StatementLine, ...]:
    """Movements with their running balance."""
    balance, made = opening, []
    for on, what, spent, points in moves:
        balance += points
        made.append(StatementLine(on, what, spent, points, balance))
    return tuple(made)


def statement(**changes: Any) -> StatementData:
    """The statement of the design, with changes."""
    data = StatementData(
        shop=SHOP,
        number="S-2026-10-004417",
        customer_name="Maria Schmidt",
        address_lines=("Flat 3, 27 Great Pulteney Street", "Bath BA2 4BU"),
        card_number="290000414417",
        membership="Gold member since March",
        start=date(2026, 8, 1),
        end=date(2026, 10, 31),
        opening=576,
        earned=214,
        used=-150,
        lapsed=0,
        closing=640,
        worth=640,
        visits=9,
        lines=lines(MOVES, 576),
        lapsing=(LapsingPoints(120, date(2026, 11, 30)),),
        rewards=(
            StatementReward("Free coffee", 150, 0),
            StatementReward("€5 off any book", 500, 0),
            StatementReward("Signed first edition", 1000, 360),
        ),
        stamps=(StampProgress("Coffee card", 7, 10),),
    )
    return replace(data, **changes)


def long_statement(count: int, **changes: Any) -> StatementData:
    """A statement with `count` movements: 3 points at a time, 10 taken off at every tenth."""
    first = date(2026, 8, 1)
    moves = tuple(
        (first + timedelta(days=at * 91 // max(count, 1)), f"Purchase, receipt {30_000 + at}", 310, 3)
        if at % 10 != 9
        else (first + timedelta(days=at * 91 // max(count, 1)), "Used: a stamp", None, -10)
        for at in range(count)
    )
    made = lines(moves, 500)
    used = -10 * sum(1 for move in moves if move[3] < 0)
    earned = 3 * sum(1 for move in moves if move[3] > 0)
    closing = 500 + earned + used
    values = {
        "opening": 500,
        "earned": earned,
        "used": used,
        "lapsed": 0,
        "closing": closing,
        "worth": closing,
        "lines": made,
    }
    return statement(**{**values, **changes})
