"""What a sale comes to before it is rung up, and which rewards still wait for one."""

from __future__ import annotations

from app.loyalty.till import sale_preview, waiting_rewards


def test_a_reward_comes_off_the_price_and_unknown_ones_change_nothing(till, maria) -> None:
    plain = till.book.ask(sale_preview, maria, 3000)
    assert (plain.discount, plain.paid, plain.points) == (0, 3000, 30)
    off = till.book.ask(sale_preview, maria, 3000, ("ten-off", "no such reward"))
    assert (off.price, off.discount, off.paid, off.points) == (3000, 1000, 2000, 20)


def test_a_reward_waits_until_it_goes_with_a_sale_or_is_undone(till, maria) -> None:
    till.adjust(maria, 100, "to begin with")
    first = till.redeem(maria, "ten-off").redemption
    assert till.book.ask(waiting_rewards, (first,)) == {first}
    till.undo()
    assert till.book.ask(waiting_rewards, (first,)) == frozenset()
