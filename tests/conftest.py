"""Fixtures for every test: a shop on a migrated template file, copied per test, and a clock that stands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from app.bootstrap import create_shop, open_shop
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.unit import Unit
from app.loyalty.earning import EarningRule
from app.loyalty.expiry import MONTHS, Expiry
from app.loyalty.models import ProgrammeVersion
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules, Worth, rules_to_json
from app.shop.commands import InitShop
from tests.exploring import load_profile

load_profile()

NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test, so that none touches the person's files."""
    folder = tmp_path / "home"
    monkeypatch.setenv("REGULARS_HOME", str(folder))
    monkeypatch.delenv("REGULARS_SHOP", raising=False)
    monkeypatch.delenv("REGULARS_NOW", raising=False)
    return folder


@pytest.fixture(scope="session")
def template_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty shop: Kettle & Quill, a bookshop with a simple programme (`SIMPLE_BOOKSHOP`)."""
    path = tmp_path_factory.mktemp("template") / "template.regulars"
    create_shop(
        path,
        InitShop(
            name="Kettle & Quill", currency="EUR", country="DE", timezone="Europe/Berlin", template="plain"
        ),
        FixedClock(NOON),
    )
    with open_shop(path, FixedClock(NOON)) as opened:
        opened.do(_put_simple, SIMPLE_BOOKSHOP)
    return path


SIMPLE_BOOKSHOP = Rules(
    earning=(EarningRule("spend", "money_step", {"points": 1, "step": 100}),),
    rewards=(
        Reward("free-coffee", "Free coffee", "free_item", 150, {"up_to": 400}),
        Reward("5-off-book", "€5 off any book", "amount_off", 500, {"amount": 500}),
        Reward("signed-first-edition", "Signed first edition", "free_item", 1000, {"up_to": 2500}),
    ),
    expiry=Expiry(MONTHS, 12),
    worth=Worth(100, 100),
)
"""One point for each euro and nothing else, so that a test of something else can count on its fingers."""


def _put_simple(unit: Unit, rules: Rules) -> None:
    unit.session.execute(update(ProgrammeVersion).values(rules=rules_to_json(rules)))


@pytest.fixture
def clock() -> FixedClock:
    """Stands at noon in Berlin, 22 November 2026, until a test moves it."""
    return FixedClock(NOON)


@pytest.fixture
def shop_file(template_shop: Path, tmp_path: Path) -> Path:
    """A shop file of the test's own."""
    return Path(shutil.copy(template_shop, tmp_path / "shop.regulars"))


@pytest.fixture
def book(shop_file: Path, clock: FixedClock) -> Iterator[Book]:
    """An open shop."""
    opened = open_shop(shop_file, clock)
    yield opened
    opened.close()
