"""Two processes race for one voucher, and for one balance, again and again: one of them gets it each time.

A few dozen rounds in the suite; a thousand with
`REGULARS_RACES=1000 python -m pytest -q tests/unit/loyalty/test_races.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.loyalty import commands as c
from app.loyalty.rewards import Reward
from app.loyalty.vouchers.rule import VoucherRule

from .conftest import SIMPLE, Till

ROOT = Path(__file__).resolve().parents[3]
ROUNDS = int(os.environ.get("REGULARS_RACES", "40"))
SORRY = VoucherRule("sorry", "5 off", "apology", Reward("sorry", "5 off", "amount_off", 0, {"amount": 500}))

RACER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.loyalty.commands import Redeem, UseVoucher, redeem, use_voucher
book = open_shop(Path(sys.argv[1]), FixedClock(datetime.fromisoformat(sys.argv[2])))
print("ready", flush=True)
for line in sys.stdin:
    what, name = line.split()
    try:
        if what == "voucher":
            given = book.do(use_voucher, UseVoucher(name)).redemption
        else:
            given = book.do(redeem, Redeem(int(name), "ten-off")).redemption
        print("given", given, flush=True)
    except Refused as refusal:
        print("refused", refusal.message, flush=True)
book.close()
"""

Racers = list["subprocess.Popen[str]"]


@contextmanager
def racing(till: Till) -> Iterator[Racers]:
    """Two programs that have the shop open and wait to be told what to go for."""
    arguments = [sys.executable, "-c", RACER, str(till.book.path), till.clock.now().isoformat()]
    pipe = subprocess.PIPE
    both = [subprocess.Popen(arguments, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) for _ in range(2)]
    try:
        for racer in both:
            assert racer.stdout is not None
            assert racer.stdout.readline() == "ready\n"
        yield both
    finally:
        for racer in both:
            racer.communicate(timeout=60)


def race(racers: Racers, prize: str) -> tuple[int, str]:
    """Let both go for it; what the one was given, and what the other was told. Exactly one must win."""
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write(f"{prize}\n")
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.flush()
    answers = sorted(racer.stdout.readline().strip() for racer in racers if racer.stdout is not None)
    assert [answer.partition(" ")[0] for answer in answers] == ["given", "refused"], answers
    return int(answers[0].split()[1]), answers[1].removeprefix("refused ")


@pytest.fixture
def shop(till: Till) -> Till:
    till.rules(replace(SIMPLE, vouchers=(SORRY,)))
    return till


def test_one_voucher_is_used_once_however_often_two_race_for_it(shop: Till, maria: int, clean) -> None:
    used = "SELECT count(*) FROM redemption WHERE voucher_id = :v AND given_back_at IS NULL"
    with racing(shop) as racers:
        issued = shop.issue(maria, "sorry")
        for number in range(ROUNDS):
            redemption, told = race(racers, f"voucher {issued.code}")
            assert told == "This voucher was used on 22.11.2026. Nothing was saved."
            assert shop.rows(used, v=issued.voucher) == [(1,)]
            if number % 2:
                issued = shop.issue(maria, "sorry")
            else:
                shop.book.do(c.give_back, c.GiveBack(redemption))
    clean()


def test_one_balance_is_spent_once_however_often_two_race_for_it(shop: Till, maria: int, clean) -> None:
    with racing(shop) as racers:
        shop.adjust(maria, 15)
        for _round in range(ROUNDS):
            _redemption, told = race(racers, f"points {maria}")
            assert told == "Maria has 5 points; this needs 10: 5 are missing."
            assert shop.balance(maria) == 5
            shop.adjust(maria, 10)
    assert shop.rows("SELECT count(*), sum(points) FROM redemption") == [(ROUNDS, 10 * ROUNDS)]
    clean()
