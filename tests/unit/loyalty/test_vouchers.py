"""A voucher: issued to one customer, used once, on its days; given back with its sale, withdrawn, undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from app.groups.feed import timeline_page
from app.kernel.errors import NotFound, Refused
from app.kernel.ids import luhn_valid
from app.loyalty import commands as c
from app.loyalty.queries import voucher_by_code, vouchers_of, what_is_scanned
from app.loyalty.rewards import Reward
from app.loyalty.till import sale_preview
from app.loyalty.vouchers.queries import voucher_states
from app.loyalty.vouchers.rule import VoucherRule
from app.sales.purchases import Line

from .conftest import SIMPLE, Till

SORRY = VoucherRule("sorry", "5 off", "apology", Reward("sorry", "5 off", "amount_off", 0, {"amount": 500}))
TENTH = VoucherRule(
    "tenth-off", "Birthday 10 % off", "birthday",
    Reward("tenth-off", "Birthday 10 % off", "percent_off", 0, {"percent": 10}), valid_days=14,
)  # fmt: skip
RULES = replace(SIMPLE, vouchers=(SORRY, TENTH))


@pytest.fixture
def shop(till: Till) -> Till:
    till.rules(RULES)
    return till


def states(till: Till, customer: int) -> list[tuple[str, str]]:
    return [(row.standing, row.state_words) for row in till.book.ask(vouchers_of, customer)]


def standing(till: Till) -> int:
    return int(
        till.rows("SELECT count(*) FROM redemption WHERE voucher_id NOTNULL AND given_back_at IS NULL")[0][0]
    )


def test_a_voucher_has_a_number_of_its_own_and_its_days(shop: Till, maria: int) -> None:
    issued = shop.issue(maria, "5 OFF", reason="Cold coffee")
    assert (issued.name, issued.valid_until) == ("5 off", "2026-12-22")
    assert len(issued.code) == 12
    assert issued.code.startswith("27")
    assert luhn_valid(issued.code)
    [row] = shop.book.ask(vouchers_of, maria)
    assert (row.words, row.reason, row.standing, row.state_words) == (
        "5\xa0€ off", "Cold coffee", "ready", "until 22.12.2026",
    )  # fmt: skip
    assert [state.id for state in shop.book.ask(voucher_states, maria)] == [issued.voucher]
    assert shop.book.ask(voucher_by_code, f" {issued.code[:4]}-{issued.code[4:]} ") == row
    assert len({shop.issue(maria, "sorry").code for _ in range(20)}) == 20


def test_a_scanner_reads_cards_and_vouchers(shop: Till) -> None:
    maria = shop.new("Maria")
    code = shop.issue(maria, "sorry").code
    seen = shop.book.ask(what_is_scanned, code)
    assert seen is not None
    assert seen.customer_id == maria
    assert seen.voucher is not None
    assert seen.voucher.code == code
    card = shop.rows("SELECT card_number FROM customer WHERE id = :c", c=maria)[0][0]
    read = shop.book.ask(what_is_scanned, card)
    assert read is not None
    assert (read.customer_id, read.voucher) == (maria, None)
    for text in ("", "270000000017", code[:-1], "x" * 5000, "27" + "9" * 10):
        assert shop.book.ask(what_is_scanned, text) is None


def test_a_voucher_scanned_twice_is_refused(shop: Till, maria: int, clean) -> None:
    code = shop.issue(maria, "sorry").code
    used = shop.use(code, customer_id=maria)
    assert (used.reward_name, used.value) == ("5 off", 500)
    for _again in range(2):
        with pytest.raises(Refused, match=r"This voucher was used on 22.11.2026\. Nothing was saved\."):
            shop.use(code)
    assert standing(shop) == 1
    assert shop.book.ask(voucher_states, maria) == ()
    assert states(shop, maria) == [("used", "used on 22.11.2026")]
    assert shop.entries(maria) == []
    clean()


def test_the_same_form_twice_uses_it_once(shop: Till, maria: int) -> None:
    code = shop.issue(maria, "sorry").code
    first = shop.use(code, request_id="form")
    again = shop.use(code, request_id="form")
    assert again == replace(first, already_done=True)


def test_a_voucher_is_one_customers_and_has_its_days(shop: Till, maria: int) -> None:
    thomas = shop.customer("Thomas")
    issued = shop.issue(maria, "tenth-off")
    with pytest.raises(Refused, match="This voucher is Maria's"):
        shop.use(issued.code, customer_id=thomas)
    shop.clock.advance(days=14)
    assert states(shop, maria) == [("ready", "until 06.12.2026")]
    shop.clock.advance(days=1)
    with pytest.raises(Refused, match=r"This voucher was valid until 06\.12\.2026"):
        shop.use(issued.code)
    assert states(shop, maria) == [("lapsed", "was valid until 06.12.2026")]
    with pytest.raises(NotFound, match="no voucher with the number 270000000017"):
        shop.use("270000000017")
    shop.clock.advance(days=-20)
    with pytest.raises(Refused, match=r"This voucher is valid from 22\.11\.2026 on"):
        shop.use(issued.code)
    assert states(shop, maria) == [("coming", "from 22.11.2026 on")]


def test_valid_through_the_end_of_the_shops_day(shop: Till, maria: int) -> None:
    code = shop.issue(maria, "tenth-off").code
    shop.clock.advance(days=14, hours=11, minutes=59)  # 23:59 in Berlin
    shop.use(code)
    shop.undo()
    shop.clock.advance(minutes=1)
    with pytest.raises(Refused, match=r"valid until 06\.12"):
        shop.use(code)


@pytest.mark.parametrize(
    "scanned",
    ["", "Maria", "4111111111111111", "290000000015", "\ud800", "2" * 5000, "\u0662" * 12, "1" * 20, "-1"],
)
def test_what_is_no_voucher_is_refused_and_not_repeated(shop: Till, scanned: str) -> None:
    with pytest.raises(NotFound, match="voucher") as refused:
        shop.use(scanned)
    assert "4111" not in refused.value.message
    assert shop.book.ask(what_is_scanned, scanned) is None


def test_it_goes_with_the_next_purchase_and_takes_off_like_a_reward(shop: Till, maria: int, clean) -> None:
    used = shop.use(shop.issue(maria, "tenth-off").code)
    assert used.value is None  # a tenth of what?
    shop.ring(maria, 2700, discount=300, redemptions=(used.redemption,))
    assert shop.rows("SELECT value, purchase_id FROM redemption") == [(300, 1)]
    clean()


def test_the_till_sees_beforehand_what_it_takes_off(shop: Till, maria: int) -> None:
    tenth, sorry = (shop.issue(maria, rule).voucher for rule in ("tenth-off", "sorry"))
    keys = (f"voucher:{tenth}", f"voucher:{sorry}")
    seen = shop.book.ask(sale_preview, maria, 3000, keys)
    assert (seen.discount, seen.paid, seen.points) == (300 + 500, 2200, 22)
    assert shop.book.ask(sale_preview, maria, 3000, ("voucher:99", "voucher:x")).discount == 0


def test_used_with_a_sale_that_stands_already(shop: Till, maria: int) -> None:
    rung = shop.ring(maria, 2000)
    other = shop.customer("Thomas")
    assert shop.use(shop.issue(maria, "tenth-off").code, purchase_id=rung.purchase).value == 200
    with pytest.raises(Refused, match="another customer's"):
        shop.use(shop.issue(other, "tenth-off").code, purchase_id=rung.purchase)


def test_it_counts_for_no_limit_of_a_reward_of_the_same_name(shop: Till, maria: int) -> None:
    shop.use(shop.issue(maria, "sorry").code)
    assert shop.rows("SELECT reward, reward_name, points FROM redemption") == [("voucher:sorry", "5 off", 0)]


def test_it_keeps_what_it_gave_when_the_rules_change(shop: Till, maria: int) -> None:
    code = shop.issue(maria, "sorry").code
    cheaper = replace(SORRY, gift=replace(SORRY.gift, values={"amount": 100}))
    shop.rules(replace(RULES, vouchers=(cheaper,)))
    used = shop.use(code)
    shop.ring(maria, 100, discount=400, redemptions=(used.redemption,))
    assert shop.rows("SELECT value FROM redemption") == [(500,)]


def test_returning_the_sale_makes_the_voucher_usable_again(shop: Till, maria: int, clean) -> None:
    code = shop.issue(maria, "sorry").code
    used = shop.use(code)
    rung = shop.ring(maria, 2000, discount=500, redemptions=(used.redemption,))
    shop.refund(rung.purchase, 100)
    assert states(shop, maria) == [("used", "used on 22.11.2026")]
    shop.refund(rung.purchase)
    assert states(shop, maria) == [("ready", "until 22.12.2026")]
    clean()
    shop.undo()
    assert states(shop, maria) == [("used", "used on 22.11.2026")]
    assert standing(shop) == 1
    clean()
    shop.void(rung.purchase)
    shop.use(code)
    with pytest.raises(Refused, match="“5 off” was used again since"):
        shop.undo(journal_id=shop.rows("SELECT max(id) FROM journal WHERE undo_kind = 'refund'")[0][0])
    assert standing(shop) == 1
    clean()


def test_a_sale_undone_leaves_the_voucher_used_as_before_it(shop: Till, maria: int, clean) -> None:
    used = shop.use(shop.issue(maria, "sorry").code)
    shop.ring(maria, 2000, redemptions=(used.redemption,))
    shop.undo()
    assert states(shop, maria)[0][0] == "used"
    shop.undo()
    assert states(shop, maria)[0][0] == "ready"
    shop.undo()
    assert states(shop, maria)[0][0] == "withdrawn"
    clean()


def test_giving_back_and_its_undo(shop: Till, maria: int, clean) -> None:
    code = shop.issue(maria, "sorry").code
    used = shop.use(code)
    shop.book.do(c.give_back, c.GiveBack(used.redemption))
    assert states(shop, maria)[0][0] == "ready"
    shop.undo()
    assert states(shop, maria)[0][0] == "used"
    shop.clock.advance(days=40)
    shop.book.do(c.give_back, c.GiveBack(used.redemption))
    assert states(shop, maria)[0][0] == "lapsed"  # its own days, not new ones
    clean()


def test_a_moved_sale_gives_the_voucher_back(shop: Till, maria: int, clean) -> None:
    thomas = shop.customer("Thomas")
    used = shop.use(shop.issue(maria, "sorry").code)
    rung = shop.ring(maria, 2000, redemptions=(used.redemption,))
    shop.move(rung.purchase, thomas)
    assert states(shop, maria)[0][0] == "ready"
    shop.undo()
    assert states(shop, maria)[0][0] == "used"
    clean()


def test_withdrawing(shop: Till, maria: int, clean) -> None:
    code = shop.issue(maria, "sorry").code
    withdraw = c.WithdrawVoucher(code)
    shop.book.do(c.withdraw_voucher, withdraw)
    assert states(shop, maria) == [("withdrawn", "withdrawn on 22.11.2026")]
    with pytest.raises(Refused, match=r"This voucher was withdrawn on 22\.11\.2026"):
        shop.use(code)
    with pytest.raises(Refused, match=r"was withdrawn on 22\.11\.2026 already"):
        shop.book.do(c.withdraw_voucher, withdraw)
    shop.undo()
    used = shop.use(code)
    with pytest.raises(Refused, match=r"was used on 22\.11\.2026\. Take that back first"):
        shop.book.do(c.withdraw_voucher, withdraw)
    shop.book.do(c.give_back, c.GiveBack(used.redemption))
    shop.book.do(c.withdraw_voucher, withdraw)
    given_back = shop.rows("SELECT max(id) FROM journal WHERE undo_kind = 'give_back'")[0][0]
    with pytest.raises(Refused, match="“5 off” was withdrawn since"):
        shop.undo(given_back)
    clean()


def test_issuing_says_what_is_wrong(shop: Till, maria: int) -> None:
    with pytest.raises(NotFound, match="no voucher “cake”; there are “5 off”, “Birthday 10 % off”"):
        shop.issue(maria, "cake")
    with pytest.raises(NotFound, match="no customer 99"):
        shop.issue(99, "sorry")
    with pytest.raises(Refused, match="payment card"):
        shop.issue(maria, "sorry", reason="4111 1111 1111 1111")
    with pytest.raises(Refused, match="too long: 300"):
        shop.issue(maria, "sorry", reason="x" * 301)
    assert shop.rows("SELECT id FROM voucher") == []
    first = shop.issue(maria, "sorry", request_id="form")
    assert shop.issue(maria, "sorry", request_id="form") == replace(first, already_done=True)


def test_a_shop_without_vouchers_says_so(till: Till, maria: int) -> None:
    with pytest.raises(NotFound, match="no vouchers in the programme yet"):
        till.issue(maria, "sorry")


def test_an_archived_customer_gets_and_uses_none(shop: Till, maria: int) -> None:
    code = shop.issue(maria, "sorry").code
    shop.write("UPDATE customer SET archived_at = '2026-11-01 00:00:00' WHERE id = :c", c=maria)
    for action in (lambda: shop.use(code), lambda: shop.issue(maria, "sorry")):
        with pytest.raises(Refused, match="Maria is archived"):
            action()


def test_the_file_itself_refuses_a_second_use(shop: Till, maria: int) -> None:
    shop.use(shop.issue(maria, "sorry").code)
    with pytest.raises(IntegrityError):
        shop.write(
            "INSERT INTO redemption (customer_id, reward, reward_name, reward_kind, points, at, voucher_id) "
            "SELECT customer_id, reward, reward_name, reward_kind, 0, at, voucher_id FROM redemption"
        )


def test_check_notices_a_voucher_that_is_out_of_step(shop: Till, maria: int) -> None:
    code = shop.issue(maria, "sorry").code
    shop.write("UPDATE voucher SET used_at = '2026-11-01 00:00:00'")
    assert shop.check().problems == [f"Voucher {code}: whether it was used does not match what was given."]


def test_the_timeline_tells_of_vouchers(shop: Till, maria: int) -> None:
    code = shop.issue(maria, "tenth-off", reason="Sixty!").code
    shop.clock.advance(minutes=1)

    def told(**more: str) -> list[tuple[str, str, str]]:
        page = shop.book.ask(timeline_page, maria, **more)
        return [(item.title, item.quote, item.detail) for item in page.items]

    assert told() == [("Voucher: Birthday 10 % off", "Sixty!", "until 06.12.2026")]
    shop.use(code)
    assert told(group="points") == [
        ("Used: Birthday 10 % off", "", ""),
        ("Voucher: Birthday 10 % off", "Sixty!", "used on 22.11.2026"),
    ]
    assert len(told(kind="voucher")) == 1


def test_a_voucher_for_the_cheapest_piece_looks_at_the_sale_it_goes_with(till: Till, maria: int) -> None:
    three = Reward("three", "3 for 2", "cheapest_free", 0, {"of": 3})
    till.rules(replace(SIMPLE, vouchers=(VoucherRule("three", "3 for 2", "apology", three),)))
    books = (("Emma", 900), ("Middlemarch", 1_200), ("Persuasion", 1_000))
    sale = till.ring(maria, 3_100, lines=tuple(Line(title, amount=price) for title, price in books))
    issued = till.issue(maria, "three")
    assert till.use(issued.code, purchase_id=sale.purchase).value == 900
