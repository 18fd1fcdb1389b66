"""Two tills at once on the last one in stock, on what is given once, on one full card: one winner each."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from app.loyalty.rewards import Reward
from app.loyalty.stamps.card import StampCard

from .conftest import SIMPLE, Till

ROOT = Path(__file__).resolve().parents[3]
ROUNDS = 60

TAKE = """
import sys
from pathlib import Path
from app.bootstrap import open_shop
from app.kernel.errors import Refused
from app.loyalty.commands import Redeem, redeem
book = open_shop(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for wanted in sys.argv[3:]:
    try:
        book.do(redeem, Redeem(int(sys.argv[2]), wanted))
        print(wanted, "given", flush=True)
    except Refused as refusal:
        print(wanted, refusal.message, flush=True)
book.close()
"""


def race(till: Till, customers: tuple[int, int], wanted: list[str]) -> tuple[Counter[str], set[str]]:
    """Both tills want the same in the same order: how often each was given, and what the losers were told."""
    tills = []
    for customer in customers:
        process = subprocess.Popen(
            [sys.executable, "-c", TAKE, str(till.book.path), str(customer), *wanted],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        tills.append(process)
    for process in tills:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    given: Counter[str] = Counter()
    told = set()
    for process in tills:
        out, _err = process.communicate(timeout=120)
        answers = [line.partition(" ") for line in out.splitlines()]
        assert len(answers) == len(wanted)
        for reward, _space, answer in answers:
            given[reward] += answer == "given"
            told |= {answer.rpartition(": ")[2]} - {"given"}
    return given, told


def rewards(**limits: object) -> list[Reward]:
    return [
        Reward(f"r{number}", f"R{number}", "perk", 0, {"perk": "a seat", **limits})
        for number in range(ROUNDS)
    ]


def test_the_last_one_in_stock_goes_to_one_of_two(till: Till, maria: int, clean) -> None:
    made = rewards(stock=1)
    till.rules(replace(SIMPLE, rewards=tuple(made)))
    given, told = race(till, (maria, till.customer("Thomas")), [reward.id for reward in made])
    assert given == Counter({reward.id: 1 for reward in made})
    assert told == {"none left. Nothing was saved."}
    clean()


def test_what_a_customer_has_once_is_given_once(till: Till, maria: int, clean) -> None:
    made = rewards(once="customer")
    till.rules(replace(SIMPLE, rewards=tuple(made)))
    given, told = race(till, (maria, maria), [reward.id for reward in made])
    assert given == Counter({reward.id: 1 for reward in made})
    assert told == {"had already. Nothing was saved."}
    clean()


def test_a_full_card_is_used_once(till: Till, maria: int, clean) -> None:
    cards = tuple(
        StampCard(f"c{number}", f"C{number}", 10, "button", gives=f"G{number}") for number in range(20)
    )
    till.rules(replace(SIMPLE, stamp_cards=cards))
    for card in cards:
        till.stamp(maria, card.id, 13)
    given, told = race(till, (maria, maria), [card.id for card in cards])
    assert given == Counter({card.id: 1 for card in cards})
    assert told == {"7 are missing."}
    assert {till.balance(maria, card.unit) for card in cards} == {3}
    clean()
