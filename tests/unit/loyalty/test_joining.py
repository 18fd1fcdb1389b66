"""What a new card brings, in the transaction that makes it, and what becomes of it when that is undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.customers.bulk import add_many
from app.customers.commands import EditCustomer, RestoreCustomer, edit_customer, restore_customer
from app.customers.draft import CustomerDraft
from app.customers.queries import card, draft_of, find
from app.groups.feed import timeline_page
from app.kernel.errors import Refused
from app.kernel.events import happened, listens
from app.kernel.unit import Unit
from app.loyalty.earning import EarningRule
from app.loyalty.queries import vouchers_of
from app.loyalty.rewards import Reward
from app.loyalty.vouchers.rule import VoucherRule

from .conftest import SIMPLE, Till

WELCOME = VoucherRule(
    "hello", "Welcome", "welcome", Reward("hello", "Welcome", "free_item", 0), valid_days=30
)
SIGN_UP = EarningRule("joined", "sign_up", {"points": 100})
BOTH = replace(SIMPLE, earning=(*SIMPLE.earning, SIGN_UP), vouchers=(WELCOME,))


def states(till: Till, customer: int) -> list[str]:
    return [str(row.standing) for row in till.book.ask(vouchers_of, customer)]


def archived(till: Till, customer: int) -> bool:
    return till.book.ask(card, customer).archived


def test_joining_gives_points_and_a_voucher_once(till: Till, clean) -> None:
    till.rules(BOTH)
    maria = till.new("Maria")
    assert till.entries(maria) == [("bonus", 100, 100)]
    assert till.open_lots(maria) == [(1, "2027-02-20", 100)]  # ninety days
    assert till.rows("SELECT detail FROM entry") == [('{"joined":true,"rules":[["joined",100]]}',)]
    assert till.rows("SELECT occasion_key, valid_until FROM voucher") == [("welcome", "2026-12-22")]
    assert till.ring(maria, 500).balance == 105
    items = till.book.ask(timeline_page, maria, group="points").items
    assert {(item.title, item.detail) for item in items} == {
        ("Points for joining", "+100 points"),
        ("Voucher: Welcome", "until 22.12.2026"),
    }
    clean()


def test_several_rules_are_one_entry_that_names_each(till: Till) -> None:
    more = EarningRule("opening", "sign_up", {"points": 25})
    till.rules(replace(BOTH, earning=(*BOTH.earning, more), vouchers=()))
    maria = till.new("Maria")
    assert till.entries(maria) == [("bonus", 125, 125)]
    told = till.rows("SELECT detail FROM entry")[0][0]
    assert told == '{"joined":true,"rules":[["joined",100],["opening",25]]}'


def test_a_programme_that_gives_nothing_writes_nothing(till: Till) -> None:
    till.new("Maria")
    assert till.rows("SELECT id FROM account") == []
    assert till.rows("SELECT id FROM voucher") == []


def test_the_same_form_twice_welcomes_once(till: Till) -> None:
    from app.customers.commands import AddCustomer, add_customer

    till.rules(BOTH)
    form = AddCustomer(CustomerDraft("Maria"), request_id="form")
    added = till.book.do(add_customer, form)
    assert till.book.do(add_customer, form) == replace(added, already_done=True)
    assert till.balance(added.id) == 100
    assert till.rows("SELECT count(*) FROM voucher") == [(1,)]


def test_what_listeners_refuse_is_not_saved(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.loyalty import joining

    def refuse(*_anything: object) -> int:
        raise Refused("No more vouchers today.")

    till.rules(BOTH)
    monkeypatch.setattr(joining, "issue", refuse)
    with pytest.raises(Refused, match="No more vouchers"):
        till.new("Maria")
    assert till.rows("SELECT id FROM customer") == []
    assert till.rows("SELECT id FROM entry") == []


def test_imported_customers_are_not_welcomed(till: Till) -> None:
    till.rules(BOTH)
    till.book.do(lambda unit, drafts: list(add_many(unit, drafts)), [CustomerDraft("Maria")])
    assert till.rows("SELECT name FROM customer") == [("Maria",)]
    assert till.rows("SELECT id FROM entry") == []
    assert till.rows("SELECT id FROM voucher") == []


def test_undoing_a_card_with_only_a_voucher_leaves_no_trace(till: Till, clean) -> None:
    till.rules(replace(BOTH, earning=SIMPLE.earning))
    till.new("Maria")
    till.undo()
    assert till.rows("SELECT id FROM customer") == []
    assert till.rows("SELECT id FROM voucher") == []
    clean()


def test_undoing_a_card_with_points_takes_them_back_and_archives_it(till: Till, clean) -> None:
    till.rules(BOTH)
    maria = till.new("Maria")
    till.undo()
    assert archived(till, maria)
    assert till.book.ask(find, "maria") == []
    assert till.entries(maria) == [("bonus", 100, 100), ("undo", -100, 0)]
    assert states(till, maria) == ["withdrawn"]
    clean()
    till.book.do(restore_customer, RestoreCustomer(maria))
    assert till.balance(maria) == 0
    assert states(till, maria) == ["withdrawn"]


@pytest.mark.parametrize(("rule", "balance"), [("owe", -10), ("waive", 0)])
def test_points_for_joining_that_were_used_are_owed_or_waived(
    till: Till, rule: str, balance: int, clean
) -> None:
    till.rules(replace(BOTH, refund_of_spent=rule))
    maria = till.new("Maria")
    till.redeem(maria, "ten-off")
    till.undo(journal_id=1)
    assert archived(till, maria)
    assert till.balance(maria) == balance
    clean()


def test_a_used_welcome_voucher_keeps_the_card_in_the_archive(till: Till, clean) -> None:
    till.rules(replace(BOTH, earning=SIMPLE.earning))
    maria = till.new("Maria")
    till.use(till.book.ask(vouchers_of, maria)[0].code)
    till.undo(journal_id=1)
    assert archived(till, maria)
    assert states(till, maria) == ["used"]
    clean()


def test_points_that_lapsed_are_not_taken_again(till: Till, clean) -> None:
    till.rules(BOTH)
    maria = till.new("Maria")
    till.clock.advance(days=91)
    till.lapse()
    till.undo()
    assert till.balance(maria) == 0
    clean()


def test_an_undone_edit_brings_no_circle_of_friends(till: Till) -> None:
    anna = till.new("Anna")
    bert = till.new("Bert", sent_by=anna)

    def edit(customer: int, sent_by: int | None) -> int:
        shown = till.book.ask(card, customer)
        draft = replace(draft_of(shown), referred_by=sent_by)
        till.book.do(edit_customer, EditCustomer(customer, draft, shown.version))
        return int(till.rows("SELECT max(id) FROM journal")[0][0])

    freed = edit(bert, None)
    edit(anna, bert)
    with pytest.raises(Refused, match="Nobody can be referred by themselves or by somebody they brought"):
        till.undo(freed)
    assert till.book.ask(card, bert).referred_by is None


def test_a_listener_hears_in_the_same_transaction(till: Till) -> None:
    heard: list[tuple[str, int]] = []
    listens("test-event")(lambda unit, subject: heard.append((unit.actor.till, subject)))

    def act(unit: Unit, subject: int) -> None:
        happened(unit, "test-event", subject)
        happened(unit, "nobody-listens", subject)

    till.book.do(act, 7)
    assert heard == [("Till 1", 7)]
