"""Two tills at once, and a power cut: real processes on one real file."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from app.kernel.errors import Refused
from app.loyalty import commands as c

from .conftest import Till

ROOT = Path(__file__).resolve().parents[3]

RING_UP = """
import sys
from pathlib import Path
from app.bootstrap import open_shop
from app.loyalty.commands import RingUp, ring_up
book = open_shop(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(200):
    rung = book.do(ring_up, RingUp(int(sys.argv[2]), 1000 + number, request_id=f"form-{number}"))
    print(rung.purchase, 1000 + number, flush=True)
"""

REDEEM = """
import sys
from pathlib import Path
from app.bootstrap import open_shop
from app.kernel.errors import Refused
from app.loyalty.commands import Redeem, redeem
book = open_shop(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
try:
    book.do(redeem, Redeem(int(sys.argv[2]), "ten-off"))
    print("given")
except Refused as refusal:
    print("refused", refusal.message)
book.close()
"""


def start(program: str, till: Till, customer: int) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(till.book.path), str(customer)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_every_acknowledged_purchase_survives_a_kill_and_is_there_once(till: Till, maria: int, clean) -> None:
    process = start(RING_UP, till, maria)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline() for _ in range(60)]
    process.kill()
    acknowledged += process.stdout.readlines()
    process.wait()
    for pipe in (process.stdout, process.stdin):
        assert pipe is not None
        pipe.close()
    sold = [tuple(map(int, line.split())) for line in acknowledged if line.endswith("\n")]
    kept = till.rows("SELECT id, amount FROM purchase ORDER BY id")
    assert 60 <= len(sold) <= len(kept) <= len(sold) + 1
    assert kept[: len(sold)] == sold
    clean()
    first = till.ring(maria, 1000, request_id="form-0")
    assert first.already_done
    assert len(till.rows("SELECT id FROM purchase")) == len(kept)


def test_two_processes_on_one_balance_have_one_winner(till: Till, maria: int, clean) -> None:
    till.ring(maria, 1500)
    both = [start(REDEEM, till, maria) for _ in range(2)]
    answers = []
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        out, _err = process.communicate(timeout=30)
        answers.append(out.strip())
    assert sorted(answers) == ["given", "refused Maria has 5 points; this needs 10: 5 are missing."]
    assert till.balance(maria) == 5
    clean()


def test_two_threads_with_one_form_do_it_once(till: Till, maria: int) -> None:
    done: list[c.RungUp] = []

    def ring() -> None:
        done.append(till.ring(maria, 1000, request_id="one-form"))

    threads = [threading.Thread(target=ring) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(rung.already_done for rung in done) == [False, True, True, True]
    assert till.balance(maria) == 10


def test_many_threads_never_spend_more_than_there_is(till: Till, maria: int, clean) -> None:
    till.ring(maria, 1000)
    outcomes: list[str] = []

    def use() -> None:
        try:
            till.redeem(maria, "small")
            outcomes.append("given")
        except Refused:
            outcomes.append("refused")

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("given") == 3
    assert till.balance(maria) == 1
    clean()


PAY = """
import sys
from pathlib import Path
from app.bootstrap import open_shop
from app.kernel.errors import Refused
from app.loyalty.commands import PayWithGiftCard, pay_with_gift_card
book = open_shop(Path(sys.argv[1]))
print("ready", flush=True)
for line in sys.stdin:
    try:
        book.do(pay_with_gift_card, PayWithGiftCard(line.strip(), 1000))
        print("paid", flush=True)
    except Refused:
        print("refused", flush=True)
book.close()
"""


def test_two_processes_on_one_gift_card_have_one_winner_each_time(till: Till, maria: int, clean) -> None:
    numbers = [till.sell_card(1500) for _ in range(30)]
    both = [start(PAY, till, maria) for _ in range(2)]
    for number in numbers:
        for process in both:
            assert process.stdin is not None
            process.stdin.write(number + "\n")
            process.stdin.flush()
    answers = [process.communicate(timeout=120)[0].split() for process in both]
    assert [sorted(pair) for pair in zip(*answers, strict=True)] == [["paid", "refused"]] * len(numbers)
    assert {till.on_card(number) for number in numbers} == {500}
    clean()
