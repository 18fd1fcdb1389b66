"""Gift cards, store credit and households from the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]


def test_a_gift_card_from_sale_to_block(ask: Ask, cli: Cli, maria: int) -> None:
    sold = ask("gift-card", "sell", "50.00", "--customer", maria)
    assert sold["balance"] == "50.00" and sold["points"] == 0 and sold["purchase"]
    number = sold["number"]
    assert ask("gift-card", "top-up", number, "5.00", "--request-id", "a")["balance"] == "55.00"
    assert ask("gift-card", "top-up", number, "5.00", "--request-id", "a")["already_done"]
    assert ask("gift-card", "pay", number, "20.00")["balance"] == "35.00"
    refused = cli("gift-card", "pay", number, "35.01")
    assert refused.code == 1 and "Nothing was saved" in refused.err
    shown = ask("gift-card", "show", number)
    assert [(entry["kind"], entry["amount"]) for entry in shown["entries"]] == [
        ("load", "50.00"), ("load", "5.00"), ("pay", "-20.00"),
    ]  # fmt: skip
    assert number in cli("gift-card", "show", number).out
    assert ask("gift-card", "block", number)["blocked"] is True
    assert cli("gift-card", "pay", number, "1.00").code == 1
    assert ask("gift-card", "unblock", number)["blocked"] is False
    assert ask("gift-card", "sell", "10.00", "SHOP-0001")["number"] == "SHOP0001"


def test_wrong_use_of_gift_cards(cli: Cli, maria: int) -> None:
    for words in (
        ("sell",), ("pay", "280000000000"), ("show", "1", "2"), ("melt", "1"),
        ("show", "280000000000", "--customer", str(maria)), ("sell", "5.00", "--purchase", "1"),
    ):  # fmt: skip
        assert cli("gift-card", *words).code == 2
    assert cli("gift-card", "show", "280000000000").code == 1


def test_credit_is_given_with_a_reason_and_shown(ask: Ask, cli: Cli, maria: int) -> None:
    assert ask("credit", maria)["balance"] == "0.00"
    assert ask("credit", maria, "15.00", "--reason", "Torn cover")["balance"] == "15.00"
    assert ask("credit", maria)["entries"][0]["reason"] == "Torn cover"
    assert "Store credit: 15.00" in cli("credit", maria).out
    assert cli("credit", maria, "15.00").code == 2
    assert cli("credit", maria, "0", "--reason", "x").code == 1


def test_a_household_joined_named_and_left(ask: Ask, cli: Cli, maria: int) -> None:
    anna = ask("add-customer", "--name", "Anna Rowan")["id"]
    ask("purchase", anna, "10.00")
    ask("adjust", maria, "5", "--reason", "Welcome")
    joined = ask("household", anna, "--join", maria, "--name", "The Rowans")
    assert joined["household"] == "The Rowans" and joined["holder"] == maria
    assert {member["id"] for member in joined["members"]} == {maria, anna}
    assert ask("show", maria)["points"] == ask("show", anna)["points"] == joined["points"]
    assert ask("household", anna, "--name", "Rowan")["household"] == "Rowan"
    assert "Rowan" in cli("household", anna).out
    assert cli("household", anna, "--join", anna).code == 1
    assert cli("household", anna, "--leave", "--name", "x").code == 2
    gone = ask("household", anna, "--leave")
    assert gone["household"] is None and gone["points"] == joined["points"] - 5
    assert cli("household", anna, "--leave").code == 1
