"""Vouchers and friends as a script sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.loyalty.commands import StartProgramme, start_programme
from app.loyalty.referral.rule import ReferralRule
from app.loyalty.rewards import Reward
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.rule import VoucherRule
from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]
SORRY = VoucherRule("sorry", "5 off", "apology", Reward("sorry", "5 off", "amount_off", 0, {"amount": 500}))


@pytest.fixture(autouse=True)
def programme(shop_file: Path) -> None:
    with open_shop(shop_file, FixedClock(datetime(2026, 11, 22, 11, tzinfo=UTC))) as book:
        rules = book.ask(lambda view: rules_on(view, view.today))
        more = replace(rules, vouchers=(SORRY,), referral=ReferralRule(100, 50))
        book.do(start_programme, StartProgramme(more))


def test_a_voucher_from_issue_to_use(cli: Cli, ask: Ask, maria: int) -> None:
    issued = ask("voucher-issue", maria, "5 off", "--reason", "Cold coffee", "--request-id", "a")
    assert issued == {
        "voucher": 1, "code": issued["code"], "name": "5 off", "valid_until": "2026-12-22",
        "already_done": False,
    }  # fmt: skip
    assert ask("voucher-issue", maria, "5 off", "--reason", "Cold coffee", "--request-id", "a")[
        "already_done"
    ]
    [row] = ask("vouchers", maria)["vouchers"]
    assert row == {
        "code": issued["code"], "name": "5 off", "gives": row["gives"], "occasion": "apology",
        "valid_from": "2026-11-22", "valid_until": "2026-12-22", "state": "ready", "reason": "Cold coffee",
    }  # fmt: skip
    assert "until 22.12.2026" in cli("vouchers", maria).out
    other = ask("add-customer", "--name", "Thomas")["id"]
    wrong = cli("voucher-use", issued["code"], "--customer", other)
    assert (wrong.code, wrong.err) == (1, "This voucher is Maria Sandberg's. Nothing was saved.\n")
    used = ask("voucher-use", issued["code"], "--customer", maria)
    assert (used["value"], used["name"], used["customer"]) == ("5.00", "5 off", maria)
    again = cli("voucher-use", issued["code"])
    assert (again.code, again.err) == (1, "This voucher was used on 22.11.2026. Nothing was saved.\n")
    assert ask("vouchers", maria)["vouchers"] == []
    assert [row["state"] for row in ask("vouchers", maria, "--all")["vouchers"]] == ["used"]
    assert cli("vouchers", maria).out == "There are no vouchers to show.\n"
    assert ask("undo")["undone"] == "Voucher “5 off” for Maria Sandberg"
    assert len(ask("vouchers", maria)["vouchers"]) == 1
    assert ask("check")["ok"]


def test_withdrawing_one(cli: Cli, ask: Ask, maria: int) -> None:
    code = ask("voucher-issue", maria, "sorry")["code"]
    assert ask("voucher-withdraw", code)["name"] == "5 off"
    assert cli("voucher-use", code).err == "This voucher was withdrawn on 22.11.2026. Nothing was saved.\n"
    assert (
        cli("voucher-withdraw", "270000000017").err == "There is no voucher with the number 270000000017.\n"
    )


def test_friends_and_who_sent_them(cli: Cli, ask: Ask, maria: int) -> None:
    thomas = ask("add-customer", "--name", "Thomas", "--sent-by", maria)["id"]
    anna = ask("add-customer", "--name", "Anna", "--sent-by", "Thomas")["id"]
    assert ask("purchase", thomas, "18.60")["balance"] == 68
    assert ask("referrals", thomas) == {
        "sent_by": [{"id": maria, "name": "Maria Sandberg"}],
        "points": 50,
        "sent": [{"id": anna, "name": "Anna", "state": "waiting", "points": 0, "on": None}],
    }
    [sent] = ask("referrals", maria)["sent"]
    assert (sent["state"], sent["points"], sent["on"]) == ("rewarded", 100, "2026-11-22")
    assert "rewarded" in cli("referrals", maria).out
    assert "nobody" in cli("referrals", maria).out
    assert ask("show", maria)["points"] == 100
