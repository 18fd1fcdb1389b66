"""A statement of a past period says later, to the byte, what it said before, whatever was done since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from app.kernel.clock import FixedClock
from app.kernel.fields import clean_values
from app.loyalty import commands as c
from app.loyalty.stamps.card import StampCard
from app.loyalty.statement import StatementData
from app.loyalty.tiers.queries import tier_state
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.printing.document import gathered, render
from app.printing.documents.statement import DOCUMENT

from .conftest import SIMPLE, Till, noon
from .test_vouchers import SORRY

SPEND_TIERS = TierScheme(
    (Tier("silver", "Silver", 0), Tier("gold", "Gold", 20_000), Tier("platinum", "Platinum", 60_000))
)
POINT_TIERS = TierScheme(
    (Tier("silver", "Silver", 0), Tier("gold", "Gold", 200), Tier("platinum", "Platinum", 600)), by="points"
)
LINE = "{{ first_name }}: {{ points }} {{ tier }} {{ voucher_code }} {{ lapsing_points }} {{ today }}"
NOVEMBER = {"period": "days", "start": "2026-11-01", "end": "2026-11-30", "personal_line": LINE}


@dataclass
class Shop:
    """November is over: Maria and Anna share, Thomas is by himself, Zoë was with Ben until the 28th."""

    till: Till
    people: dict[str, int]
    sales: dict[str, int]
    vouchers: dict[str, str]
    cards: dict[str, str]
    uses: dict[str, int]

    def data(self, name: str) -> StatementData:
        options = clean_values(DOCUMENT.options, NOVEMBER)
        return self.till.book.ask(lambda view: gathered(DOCUMENT, view, [self.people[name]], options))

    def printed(self) -> dict[str, bytes]:
        pages = {}
        for name in self.people:
            out = BytesIO()
            render(DOCUMENT, self.data(name), out)
            pages[name] = out.getvalue()
        return pages


@pytest.fixture
def shop(till: Till, clock: FixedClock) -> Shop:
    return november(till, clock, SPEND_TIERS)


@pytest.fixture
def points_shop(till: Till, clock: FixedClock) -> Shop:
    return november(till, clock, POINT_TIERS)


def november(till: Till, clock: FixedClock, tiers: TierScheme) -> Shop:
    coffee = StampCard("coffee", "Coffee card", 10, per="button", gives="Free coffee")
    till.rules(replace(SIMPLE, tiers=tiers, stamp_cards=(coffee,), vouchers=(SORRY,)))
    clock.instant = noon(2026, 11, 3)
    people = {name: till.new(name) for name in ("Maria", "Anna", "Thomas", "Zoë", "Ben")}
    maria, anna, thomas, zoe, ben = people.values()
    sales = {
        "maria": till.ring(maria, 30_000, receipt="101").purchase,
        "anna": till.ring(anna, 2_000).purchase,
    }
    till.join(anna, maria, request_id="join-anna")
    till.join(ben, zoe, request_id="join-ben")
    clock.instant = noon(2026, 11, 10)
    sales["thomas"] = till.ring(thomas, 5_550, receipt="102").purchase
    sales["zoe"] = till.ring(zoe, 4_000).purchase
    till.redeem(maria, "coffee")
    till.stamp(maria, "coffee", 7)
    vouchers = {
        name: till.issue(who, rule).code
        for name, who, rule in (("open", thomas, "sorry"), ("used", thomas, "sorry"), ("gone", anna, "sorry"))
    }
    uses = {"used": till.use(vouchers["used"]).redemption}
    till.give_credit(thomas, 1_250)
    cards = {
        "thomas": till.sell_card(4_000, customer_id=thomas),
        "blocked": till.sell_card(900, customer_id=zoe),
    }
    till.book.do(c.block_gift_card, c.BlockGiftCard(cards["blocked"]))
    till.book.do(c.withdraw_voucher, c.WithdrawVoucher(vouchers["gone"]))
    clock.instant = noon(2026, 11, 20)
    sales["small"] = till.ring(thomas, 80).purchase
    till.refund(sales["thomas"], 1_110)
    clock.instant = noon(2026, 11, 28)
    till.leave(ben)
    clock.instant = noon(2026, 12, 1)
    return Shop(till, people, sales, vouchers, cards, uses)


def test_what_november_says(shop: Shop) -> None:
    maria, thomas, zoe = (shop.data(name) for name in ("Maria", "Thomas", "Zoë"))
    assert maria.shared_with == ("Anna",)
    assert shop.data("Anna").shared_with == ("Maria",)
    assert zoe.shared_with == ()
    assert maria.membership.startswith("Gold")
    assert maria.tier is not None
    assert (maria.tier.next_name, thomas.tier and thomas.tier.next_name) == ("Platinum", "Gold")
    assert (thomas.credit, [(card.ending, card.balance) for card in thomas.gift_cards]) == (
        1_250, [(shop.cards["thomas"][-4:], 4_000)],
    )  # fmt: skip
    assert zoe.gift_cards == ()
    assert [voucher.code for voucher in thomas.vouchers] == [shop.vouchers["open"]]
    assert shop.data("Anna").vouchers == ()
    assert (thomas.visits, maria.visits, zoe.visits) == (2, 1, 1)
    assert [(card.have, card.of) for card in maria.stamps] == [(7, 10)]


@pytest.mark.parametrize("tiers", [SPEND_TIERS, POINT_TIERS], ids=["spend", "points"])
def test_the_progress_is_what_the_window_says_on_the_day_itself(
    till: Till, clock: FixedClock, tiers: TierScheme
) -> None:
    shop = november(till, clock, tiers)
    shop.till.clock.instant = noon(2026, 11, 30)
    for name, customer in shop.people.items():
        state, told = shop.till.book.ask(tier_state, customer), shop.data(name).tier
        assert state is not None
        assert (state.next_name, state.missing) == ((told.next_name, told.missing) if told else ("", 0)), name


def sells(shop: Shop) -> None:
    for customer in shop.people.values():
        shop.till.ring(customer, 70_000)


def sells_for_november(shop: Shop) -> None:
    """With something newer on the account, an earlier day counts on that."""
    shop.till.ring(shop.people["Thomas"], 5_000)
    shop.till.ring(shop.people["Thomas"], 5_000, at=noon(2026, 11, 12))


def refunds(shop: Shop) -> None:
    shop.till.refund(shop.sales["maria"], 15_000)
    shop.till.refund(shop.sales["zoe"])


def voids(shop: Shop) -> None:
    for sale in shop.sales.values():
        shop.till.void(sale)


def voids_and_undoes(shop: Shop) -> None:
    shop.till.void(shop.sales["zoe"])
    shop.till.undo()


def undoes_the_refund(shop: Shop) -> None:
    [(journal,)] = shop.till.rows("SELECT id FROM journal WHERE undo_kind = 'refund'")
    shop.till.undo(journal)


def moves(shop: Shop) -> None:
    shop.till.move(shop.sales["thomas"], shop.people["Zoë"])
    shop.till.move(shop.sales["zoe"], shop.people["Thomas"])
    shop.till.move(shop.sales["small"], shop.people["Zoë"])


def moves_and_undoes(shop: Shop) -> None:
    shop.till.move(shop.sales["zoe"], shop.people["Thomas"])
    shop.till.undo()


def uses_the_voucher(shop: Shop) -> None:
    shop.till.use(shop.vouchers["open"])


def gives_the_voucher_back(shop: Shop) -> None:
    shop.till.give_back(shop.uses["used"])


def withdraws_and_frees_vouchers(shop: Shop) -> None:
    shop.till.book.do(c.withdraw_voucher, c.WithdrawVoucher(shop.vouchers["open"]))
    [(journal,)] = shop.till.rows("SELECT min(id) FROM journal WHERE undo_kind = 'voucher.withdrawn'")
    shop.till.undo(journal)


def issues_another(shop: Shop) -> None:
    shop.till.issue(shop.people["Thomas"], "sorry")


def spends_gift_card_and_credit(shop: Shop) -> None:
    shop.till.pay(shop.cards["thomas"], 1_500)
    paid = (c.Payment("credit", 1_000),)
    shop.till.ring(shop.people["Thomas"], 3_000, paid_with=paid)


def frees_and_blocks_cards(shop: Shop) -> None:
    shop.till.book.do(c.unblock_gift_card, c.UnblockGiftCard(shop.cards["blocked"]))
    shop.till.book.do(c.block_gift_card, c.BlockGiftCard(shop.cards["thomas"]))


def changes_tiers(shop: Shop) -> None:
    shop.till.set_tier(shop.people["Thomas"], "platinum")
    shop.till.set_tier(shop.people["Zoë"], "gold")


def changes_the_programme(shop: Shop) -> None:
    shop.till.rules(
        replace(SIMPLE, rewards=(), tiers=TierScheme((Tier("only", "Only", 0),)), stamp_cards=()),
        date(2026, 12, 1),
    )


def stamps(shop: Shop) -> None:
    shop.till.stamp(shop.people["Maria"], "coffee", 3)
    shop.till.use_card(shop.people["Anna"], "coffee")


def joins(shop: Shop) -> None:
    shop.till.join(shop.people["Thomas"], shop.people["Maria"], name="The Rowans")
    shop.till.join(shop.people["Ben"], shop.people["Thomas"])


def joins_and_leaves(shop: Shop) -> None:
    shop.till.join(shop.people["Thomas"], shop.people["Zoë"])
    shop.till.leave(shop.people["Zoë"])


def the_holder_leaves(shop: Shop) -> None:
    shop.till.join(shop.people["Ben"], shop.people["Maria"])
    shop.till.leave(shop.people["Maria"])
    shop.till.ring(shop.people["Anna"], 900)


def leaves_and_undoes(shop: Shop) -> None:
    shop.till.leave(shop.people["Anna"])
    shop.till.undo()


def undoes_the_joining(shop: Shop) -> None:
    [(journal,)] = shop.till.rows("SELECT min(id) FROM journal WHERE undo_kind = 'household.join'")
    shop.till.undo(journal)


def undoes_the_leaving(shop: Shop) -> None:
    [(journal,)] = shop.till.rows("SELECT id FROM journal WHERE undo_kind = 'household.leave'")
    shop.till.undo(journal)


def lets_points_lapse(shop: Shop) -> None:
    shop.till.clock.instant = datetime(2027, 6, 1, 11, tzinfo=UTC)
    shop.till.daily()


def does_nearly_all(shop: Shop) -> None:
    for doing in (
        joins_and_leaves, the_holder_leaves, uses_the_voucher, issues_another, spends_gift_card_and_credit,
        frees_and_blocks_cards, moves, refunds, changes_tiers, changes_the_programme, lets_points_lapse,
    ):  # fmt: skip
        shop.till.clock.advance(hours=1)
        doing(shop)


@pytest.mark.parametrize(
    "doing",
    [
        sells, sells_for_november, refunds, voids, voids_and_undoes, undoes_the_refund, moves,
        moves_and_undoes, uses_the_voucher, gives_the_voucher_back, withdraws_and_frees_vouchers,
        issues_another, spends_gift_card_and_credit, frees_and_blocks_cards, changes_tiers,
        changes_the_programme, stamps, joins, joins_and_leaves, the_holder_leaves, leaves_and_undoes,
        undoes_the_joining, undoes_the_leaving, lets_points_lapse, does_nearly_all,
    ],
)  # fmt: skip
def test_the_same_statement_later(shop: Shop, doing: Callable[[Shop], None]) -> None:
    check(shop, doing)


def test_the_same_bytes_after_nearly_all_of_it(shop: Shop) -> None:
    before = shop.printed()
    does_nearly_all(shop)
    assert shop.printed() == before


@pytest.mark.parametrize("doing", [sells, refunds, voids, moves, undoes_the_refund, does_nearly_all])
def test_tiers_by_points_too(points_shop: Shop, doing: Callable[[Shop], None]) -> None:
    check(points_shop, doing)


def check(shop: Shop, doing: Callable[[Shop], None]) -> None:
    told = {name: shop.data(name) for name in shop.people}
    shop.till.clock.advance(days=1)
    doing(shop)
    shop.till.clock.advance(days=3)
    for name in shop.people:
        assert shop.data(name) == told[name], name
