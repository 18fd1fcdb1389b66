"""Programmes with tiers, for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.loyalty.rules import Rules
from app.loyalty.tiers.scheme import Tier, TierScheme

from .conftest import SIMPLE

THREE = (
    Tier("first", "First", 0),
    Tier("second", "Second", 10_000, factor=2000, perks=("Early access",)),
    Tier("third", "Third", 20_000, factor=3000),
)


def with_tiers(tiers: tuple[Tier, ...] = THREE, **scheme: Any) -> Rules:
    """The simple programme with tiers by spend over the last 12 months, unless said otherwise."""
    return replace(SIMPLE, tiers=TierScheme(tiers, **scheme))
