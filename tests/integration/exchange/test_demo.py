"""The demonstration shop: the same for the same seed, sound, and full of what a shop is full of."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from app.bootstrap import make_demo, open_shop
from app.customers.queries import card
from app.customers.search import find
from app.exchange.demo import fill
from app.exchange.demo.fill import fill_demo
from app.exchange.demo.plan import DemoPlan, sample_plan
from app.groups.facts import card_facts
from app.groups.here import here_today
from app.insights.asked import asked_by_way
from app.kernel.book import Book
from app.kernel.clock import LocalFixedClock
from app.kernel.errors import Refused
from app.kernel.fields import clean_values
from app.kernel.progress import Cancelled, Progress
from app.loyalty.check import check
from app.loyalty.queries import balance, loyalty_panel
from app.touchpoints.kind import Told
from app.touchpoints.queries import open_promises
from app.touchpoints.registry import KINDS

from .demo_shops import AFTERNOON, contents, make, rows

ROOT = Path(__file__).parents[3]
SMALL = DemoPlan(customers=40, days=200, seed=7)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    book, _made = make(tmp_path_factory.mktemp("sample") / "s.regulars", sample_plan())
    yield book
    book.close()


def test_the_same_seed_makes_the_same_shop(tmp_path: Path) -> None:
    seen = []
    for number in range(2):
        book, made = make(tmp_path / f"{number}", SMALL)
        seen.append((made, contents(book)))
        book.close()
    assert seen[0] == seen[1]
    book, _made = make(tmp_path / "other", DemoPlan(customers=40, days=200, seed=8))
    assert contents(book) != seen[0][1]
    book.close()


def test_customers_agreed_when_their_cards_were_made(sample: Book) -> None:
    asked = "SELECT c.joined_on, substr(w.at, 1, 10) FROM consent w JOIN customer c ON c.id = w.customer_id"
    told = sample.ask(rows, asked)
    assert len(told) > 50
    assert all(joined == agreed for joined, agreed in told)


def test_nobody_got_a_letter_who_wanted_no_post(sample: Book) -> None:
    refused = "SELECT customer_id FROM consent WHERE channel = 'post' AND NOT given"
    assert len(sample.ask(rows, refused)) > 5
    wrote = f"SELECT count(*) FROM touchpoint WHERE kind = 'letter' AND customer_id IN ({refused})"
    assert sample.ask(rows, wrote) == [(0,)]
    chosen = f"SELECT count(*) FROM campaign_member WHERE customer_id IN ({refused})"
    assert sample.ask(rows, chosen) == [(0,)]


def test_the_order_of_hashes_changes_nothing(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.integration.exchange.demo_shops import *\n"
        "book, made = make(Path(sys.argv[1]), DemoPlan(40, 200, 7)); print(contents(book)); book.close()"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_a_named_last_day_is_the_same_from_any_day(tmp_path: Path) -> None:
    plan = DemoPlan(customers=30, days=120, seed=3, until=date(2026, 3, 1))
    seen = set()
    for number, wall in enumerate((datetime(2026, 11, 22, 16, 0), datetime(2026, 4, 1, 9, 0))):
        book, _made = make(tmp_path / f"{number}", plan, wall)
        ((latest,),) = book.ask(rows, "SELECT max(business_date) FROM purchase")
        assert str(latest) == "2026-03-01"
        seen.add(contents(book))
        book.close()
    assert len(seen) == 1


def test_the_books_are_right(sample: Book) -> None:
    report = sample.ask(check)
    assert report.ok, report.problems
    assert report.customers == 400
    assert report.entries > 5_000


def test_counts_are_what_was_made(tmp_path: Path) -> None:
    book, made = make(tmp_path / "counted", SMALL)
    counted = [
        book.ask(rows, f"SELECT count(*) FROM {table}")[0][0]
        for table in ("customer", "purchase", "touchpoint")
    ]
    assert counted == [made.customers, made.purchases, made.touchpoints]
    assert made.customers == 40
    first, last = book.ask(rows, "SELECT min(business_date), max(business_date) FROM purchase")[0]
    assert (str(first) >= "2026-05-07", str(last)) == (True, "2026-11-22")
    book.close()


def test_maria_is_as_everybody_expects_her(sample: Book) -> None:
    assert [match.name for match in sample.ask(find, "mari s")] == [
        "Maria Schmidt", "Marisol Santos Cruz", "Marion Sauer", "Mary Seymour",
    ]  # fmt: skip
    maria = sample.ask(card, 1)
    assert (maria.card_number, maria.favourite) == ("290000414417", "oat flat white")
    assert maria.alert == "Nut allergy. Check before offering cake."
    assert set(maria.tags) == {"Book club", "German crime"}
    facts = sample.ask(card_facts, 1)
    assert (facts.visits, facts.since, facts.rhythm_days, facts.days_since) == (64, 2023, 9, 24)
    assert (facts.spent, facts.late, facts.birthday_in) == (148_200, True, 3)
    panel = sample.ask(loyalty_panel, 1)
    assert (panel.points, panel.expiring[0]) == (640, (120, date(2026, 11, 30)))
    (promise,) = sample.ask(open_promises, 1)
    assert (promise.text, promise.made_on) == (
        "hold the new Henning Mankell for her",
        date(2026, 11, 2),
    )


def test_others_of_the_story(sample: Book) -> None:
    assert [sample.ask(balance, number) for number in (2, 3, 4)] == [85, 212, 0]
    here = sample.ask(here_today)
    assert [row.name for row in here][:3] == ["Oluwaseun Kuti", "林 美玲", "Amélie Dupont"]
    assert [row.what for row in here][:3] == ["+18", "+7", "+14 · used Free coffee"]


def test_every_touchpoint_is_one_its_kind_would_take(sample: Book) -> None:
    kinds = set()
    for kind_id, text, data in sample.ask(rows, "SELECT kind, text, data FROM touchpoint"):
        kind = KINDS.get(str(kind_id))
        assert kind is not None
        values = json.loads(str(data))
        assert clean_values(kind.declared, values) == clean_values(kind.declared, {}) | values
        if kind.check is not None:
            kind.check(Told(str(text), values))
        assert text or not kind.needs_text
        kinds.add(kind_id)
    assert kinds == set(KINDS.ids())


def test_a_shop_has_a_bit_of_everything(sample: Book) -> None:
    def count(sql: str) -> int:
        return int(str(sample.ask(rows, f"SELECT count(*) FROM {sql}")[0][0]))

    assert count("refund") > 50
    assert count("redemption") > 100
    assert count("customer WHERE archived_at IS NOT NULL") > 2
    assert count("customer WHERE referred_by_id IS NOT NULL") > 5
    assert count("touchpoint WHERE kind = 'promise' AND done_at IS NULL") > 3
    assert count("touchpoint WHERE kind = 'promise' AND done_at IS NULL AND due_on < '2026-11-22'") > 1
    assert count("touchpoint WHERE kind = 'promise' AND done_at IS NOT NULL") > 30
    feedback = "touchpoint WHERE kind = 'feedback' AND data LIKE"
    assert count(f"""{feedback} '%"scale": "10"%'""") > 1
    assert count(f"""{feedback} '%"answered_at"%'""") > 10
    assert count(f"""{feedback} '%"asked_by": "till"%'""") > 5
    for way in ("till", "slip", "link"):
        assert count(f"""touchpoint WHERE kind = 'asked' AND data LIKE '%"way": "{way}"%'""") > 3
    reserved = "touchpoint WHERE kind = 'reservation'"
    assert count(f"{reserved} AND done_at IS NOT NULL") > 20
    assert count(f"{reserved} AND done_at IS NULL AND due_on = '2026-11-22'") > 0
    assert count(f"{reserved} AND done_at IS NULL AND due_on > '2026-11-22'") > 1
    assert count("consent") > 100
    lines = "SELECT coalesce(sum(l.amount), 0) FROM purchase_line l WHERE l.purchase_id = p.id"
    assert count(f"purchase p WHERE amount + discount <> ({lines})") == 0
    born = sample.ask(rows, "SELECT birth_month, birth_day FROM customer WHERE birth_month = 11")
    assert sum(22 <= int(str(day)) <= 29 for _month, day in born) >= 8


def test_who_is_asked_has_chance_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(name: str) -> tuple[list[tuple[object, ...]], ...]:
        book, _made = make(tmp_path / name, SMALL)
        asked = (
            "SELECT customer_id, kind, at, text, data, staff_id FROM touchpoint WHERE kind <> 'asked'",
            "SELECT * FROM customer",
            "SELECT * FROM purchase",
            "SELECT count(*) FROM touchpoint WHERE kind = 'asked'",
        )
        found = tuple(book.ask(rows, sql) for sql in asked)
        book.close()
        return found

    *rest, questions = told("asked")
    monkeypatch.setattr(fill, "asked", lambda *_what: [])
    *same, none = told("silent")
    assert rest == same
    assert (questions[0][0] > 0, none) == (True, [(0,)])


def test_everybody_asked_was_here_and_was_asked_once_a_day(sample: Book) -> None:
    told = sample.ask(
        rows,
        "SELECT q.customer_id, substr(q.at, 1, 10), (SELECT count(*) FROM purchase p WHERE "
        "p.customer_id = q.customer_id AND p.at < q.at) FROM touchpoint q WHERE q.kind = 'asked'",
    )
    assert len({(customer, day) for customer, day, _visits in told}) == len(told) > 20
    assert all(int(str(visits)) > 0 for *_who, visits in told)
    found = {one.way: one for one in sample.ask(asked_by_way, date(2026, 1, 1), date(2026, 11, 22))}
    assert set(found) == {"till", "slip", "link"}
    assert all(0 < one.answered < one.asked for one in found.values())


def test_stopping_leaves_the_shop_empty(tmp_path: Path) -> None:
    book, _made = make(tmp_path / "stopped", DemoPlan(customers=0))
    progress = Progress(lambda done, _total, _words: progress.cancel() if done else None)
    with pytest.raises(Cancelled):
        fill_demo(book, DemoPlan(customers=5_000, days=100), progress)
    assert book.ask(rows, "SELECT count(*) FROM customer") == [(0,)]
    assert book.ask(rows, "SELECT count(*) FROM staff") == [(3,)]
    book.close()


@pytest.mark.parametrize(
    "plan",
    [DemoPlan(customers=-1), DemoPlan(customers=3_000_000), DemoPlan(days=0), DemoPlan(visits=0)],
)
def test_plans_nobody_can_follow(book: Book, plan: DemoPlan) -> None:
    with pytest.raises(Refused):
        fill_demo(book, plan)


def test_a_shop_with_customers_is_not_filled_again(sample: Book) -> None:
    with pytest.raises(Refused, match="has customers already"):
        fill_demo(sample, SMALL)


def test_the_whole_shop_is_made_or_nothing(tmp_path: Path) -> None:
    clock = LocalFixedClock(AFTERNOON)
    path = tmp_path / "whole.regulars"
    made = make_demo(path, SMALL, clock)
    with open_shop(path, clock) as book:
        assert book.ask(check).customers == made.customers == 40
    with pytest.raises(Refused):
        make_demo(path, SMALL, clock)
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        make_demo(tmp_path / "never.regulars", SMALL, clock, stopped)
    assert [entry.name for entry in tmp_path.iterdir() if entry.name != "home"] == ["whole.regulars"]
