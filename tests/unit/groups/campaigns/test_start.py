"""Doing something for a group: who gets it, who is left out and why, and taking it all back."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from app.customers.commands import AddCustomer, ArchiveCustomer, add_customer, archive_customer
from app.customers.contacts import Address
from app.customers.draft import CustomerDraft
from app.customers.tags import tags_of
from app.groups.campaigns.calling_off import CallOffCampaign, call_off_campaign
from app.groups.campaigns.kind import ACTIONS, action_words
from app.groups.campaigns.members import treated
from app.groups.campaigns.start import StartCampaign, prospect, start_campaign
from app.groups.models import Campaign
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import Conflict, NotFound, Refused
from app.kernel.journal import Undo, last_action, undo_last
from app.kernel.unit import View
from app.loyalty.commands import UseVoucher, WithdrawVoucher, use_voucher, withdraw_voucher
from app.loyalty.queries import vouchers_of
from app.printing.document import LeftOut
from app.printing.documents.letter import DOCUMENT
from tests.unit.groups.campaigns.shop import arms, edit, forget_kind, people, start, with_vouchers


def worn(book: Book, customers: list[int]) -> list[int]:
    """Who of them wears the tag."""
    return [one for one in customers if "Autumn" in book.ask(tags_of, one)]


def standing(book: Book, customer: int) -> list[str]:
    """How the customer's vouchers stand."""
    return [str(row.standing) for row in book.ask(vouchers_of, customer, all=True)]


def row(book: Book, campaign: int) -> Campaign:
    def look(view: View) -> Campaign:
        return view.session.execute(select(Campaign).where(Campaign.id == campaign)).scalar_one()

    return book.ask(look)


def test_one_in_ten_is_left_out_by_chance_and_the_same_request_draws_the_same(book: Book) -> None:
    customers = people(book, 20)
    started = start(book, customers, cost=4860, days=60)
    assert (started.treated, started.held_out, started.by_front) == (18, 2, True)
    given, out = arms(book, started.campaign)
    assert sorted(given + out) == list(customers)
    again = start(book, customers, cost=4860, days=60)
    assert again.already_done and again.campaign == started.campaign
    with pytest.raises(Conflict):
        start(book, customers, cost=1)
    kept = row(book, started.campaign)
    assert (kept.name, kept.group_name, kept.cost, kept.days) == ("A call", "Regulars", 4860, 60)


def test_who_is_archived_is_left_out_beforehand_and_who_is_named_twice_counts_once(book: Book) -> None:
    customers = people(book, 4)
    book.do(archive_customer, ArchiveCustomer(customers[0]))
    started = start(book, (*customers, customers[1]), holdout_percent=50)
    assert (started.treated, started.held_out) == (2, 1)
    assert started.cannot_get == {"are archived": 1}
    with pytest.raises(NotFound, match="no customer 999"):
        start(book, (*customers, 999), request_id="request-2")


@pytest.mark.parametrize(("count", "percent", "left"), [(1, 50, 0), (2, 10, 1), (5, 0, 0)])
def test_a_small_group(book: Book, count: int, percent: int, left: int) -> None:
    assert start(book, people(book, count), holdout_percent=percent).held_out == left


def test_nobody_is_refused_with_the_reason(book: Book) -> None:
    with pytest.raises(Refused, match="nobody in the group"):
        start(book, ())
    (one,) = people(book, 1)
    book.do(archive_customer, ArchiveCustomer(one))
    with pytest.raises(Refused, match="1 are archived"):
        start(book, (one,))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"holdout_percent": 51}, "holdout_percent"), ({"holdout_percent": -1}, "holdout_percent"),
        ({"days": 0}, "days"), ({"days": 100_000}, "days"), ({"cost": -1}, "cost"), ({"rule": "["}, "rule"),
        ({"rule": "[]"}, "rule"), ({"action": "dance"}, "action"), ({"data": {}}, "what"),
        ({"name": "x" * 121}, "name"), ({"name": "4111 1111 1111 1111"}, "name"),
        ({"action": "voucher", "data": {"rule": "sorry"}}, "rule"),
        ({"action": "tag", "data": {"tag": "\u200b"}}, "tag"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_and_leaves_nothing(
    book: Book, values: dict[str, object], field: str
) -> None:
    customers = people(book, 3)
    with pytest.raises(Refused) as refused:
        start(book, customers, **values)
    assert refused.value.field == field
    assert book.ask(lambda view: view.session.execute(select(Campaign.id)).all()) == []


def test_a_prospect_says_how_it_would_divide_and_draws_nothing(book: Book) -> None:
    cmd = StartCampaign("other", people(book, 20), {"what": "A call"})
    ahead = book.ask(prospect, cmd)
    assert (ahead.treated, ahead.held_out, len(ahead.customers)) == (18, 2, 20)
    assert ahead.seen_from == pytest.approx(1.0441, abs=1e-3)
    assert book.ask(lambda view: view.session.execute(select(Campaign.id)).all()) == []


def test_a_tag_goes_to_those_not_left_out_and_undo_takes_it_back(book: Book) -> None:
    customers = people(book, 10)
    had = people(book, 1, tags=("autumn",))
    started = start(book, customers + had, action="tag", data={"tag": "Autumn"})
    assert started.cannot_get == {"have the tag already": 1}
    assert started.name == "Tag: Autumn"
    given, out = arms(book, started.campaign)
    assert len(given) == 9 and len(out) == 1
    assert book.ask(tags_of, out[0]) == ()
    assert all(book.ask(tags_of, one) == ("autumn",) for one in given)
    done = book.do(undo_last, Undo())
    assert done.undone == "“Tag: Autumn” for 9 customers, 1 left out by chance"
    assert all(book.ask(tags_of, one) == () for one in given)
    assert book.ask(tags_of, had[0]) == ("autumn",)
    assert row(book, started.campaign).called_off_at is not None


def test_calling_off_a_tag_and_taking_that_back(book: Book) -> None:
    started = start(book, people(book, 4), action="tag", data={"tag": "Autumn"})
    given, _out = arms(book, started.campaign)
    assert worn(book, given) == given
    assert book.do(call_off_campaign, CallOffCampaign(started.campaign)).kept == 0
    assert worn(book, given) == []
    with pytest.raises(Refused, match=r"called off on 22\.11\.2026 already"):
        book.do(call_off_campaign, CallOffCampaign(started.campaign))
    book.do(undo_last, Undo())
    assert worn(book, given) == given
    assert row(book, started.campaign).called_off_at is None


def test_a_tag_that_was_deleted_meanwhile_is_no_hindrance(book: Book) -> None:
    started = start(book, people(book, 3), action="tag", data={"tag": "Autumn"})
    given, _out = arms(book, started.campaign)
    for one in given:
        edit(book, one, tags=())
    book.do(call_off_campaign, CallOffCampaign(started.campaign))
    assert row(book, started.campaign).called_off_at is not None


def test_vouchers_are_withdrawn_unless_used_and_come_back(book: Book, clock: FixedClock) -> None:
    with_vouchers(book)
    started = start(book, people(book, 10), action="voucher", data={"rule": "Sorry"}, name="Autumn voucher")
    given, out = arms(book, started.campaign)
    assert [standing(book, one) for one in given] == [["ready"]] * 9
    assert standing(book, out[0]) == []
    first = book.ask(vouchers_of, given[0])[0]
    assert first.reason == "Autumn voucher"
    book.do(use_voucher, UseVoucher(first.code))
    clock.advance(days=1)
    assert book.do(call_off_campaign, CallOffCampaign(started.campaign)).kept == 1
    assert standing(book, given[0]) == ["used"]
    assert [standing(book, one) for one in given[1:]] == [["withdrawn"]] * 8
    book.do(undo_last, Undo())
    assert [standing(book, one) for one in given[1:]] == [["ready"]] * 8


def test_undo_is_refused_once_a_voucher_was_used_and_calling_off_is_not(book: Book) -> None:
    with_vouchers(book)
    started = start(book, people(book, 10), action="voucher", data={"rule": "sorry"})
    entry = book.ask(last_action, "Till 1")
    given, _out = arms(book, started.campaign)
    book.do(use_voucher, UseVoucher(book.ask(vouchers_of, given[0])[0].code))
    assert entry is not None
    with pytest.raises(Refused, match="1 has used it already"):
        book.do(undo_last, Undo(entry.journal_id))
    assert [standing(book, one) for one in given[1:]] == [["ready"]] * 8
    assert row(book, started.campaign).called_off_at is None
    assert book.do(call_off_campaign, CallOffCampaign(started.campaign)).kept == 1


def test_a_voucher_withdrawn_by_hand_stays_so_when_calling_off_is_taken_back(
    book: Book, clock: FixedClock
) -> None:
    with_vouchers(book)
    started = start(book, people(book, 4), action="voucher", data={"rule": "sorry"})
    given, _out = arms(book, started.campaign)
    book.do(withdraw_voucher, WithdrawVoucher(book.ask(vouchers_of, given[0])[0].code))
    clock.advance(days=1)
    book.do(call_off_campaign, CallOffCampaign(started.campaign))
    book.do(undo_last, Undo())
    assert [standing(book, one) for one in given] == [["withdrawn"], ["ready"], ["ready"]]


def test_more_than_five_hundred_at_once(book: Book) -> None:
    with_vouchers(book)
    customers = people(book, 620)
    started = start(book, customers, action="voucher", data={"rule": "sorry"}, holdout_percent=0)
    assert started.treated == 620
    assert all(standing(book, one) == ["ready"] for one in (customers[0], customers[510], customers[-1]))
    book.do(undo_last, Undo())
    assert all(standing(book, one) == ["withdrawn"] for one in (customers[0], customers[510], customers[-1]))


def test_what_goes_by_post_leaves_out_of_both_arms_who_cannot_get_it(book: Book) -> None:
    address = (Address("Any Street 1", "10115", "Berlin"),)
    reachable = people(book, 4, addresses=address)
    unwilling = people(book, 1, addresses=address, consents=(("post", False),))
    homeless = people(book, 2)
    every = reachable + unwilling + homeless
    data = {"wording": "We miss you", "by_post": True, "unasked": True}
    started = start(book, every, action="letter", data=data, holdout_percent=50)
    assert started.name == "Letter: We miss you"
    assert started.cannot_get == {"have no postal address": 2, "do not want post": 1}
    given, out = arms(book, started.campaign)
    assert sorted(given + out) == sorted(reachable)
    handed = start(book, every, action="statement", data={"by_post": False}, request_id="request-2")
    assert handed.cannot_get == {} and handed.treated + handed.held_out == 7


def test_every_action_says_what_it_does() -> None:
    assert ACTIONS.ids() == ("voucher", "tag", "letter", "statement", "export", "other")
    data = {"rule": "sorry", "name": "Sorry", "tag": "Autumn", "wording": "", "what": "A call"}
    assert [action_words(one.id, data) for one in ACTIONS] == [
        "Voucher: Sorry", "Tag: Autumn", "Letter", "Statement", "List for A call", "A call",
    ]  # fmt: skip
    assert action_words("dance", {}) == "dance"


def test_a_campaign_of_a_kind_that_is_no_more_can_be_called_off(book: Book) -> None:
    started = start(book, people(book, 3))
    forget_kind(book, started.campaign)
    assert book.do(call_off_campaign, CallOffCampaign(started.campaign)).kept == 0
    book.do(undo_last, Undo())
    with pytest.raises(NotFound, match="no campaign 77"):
        book.do(call_off_campaign, CallOffCampaign(77))


def test_a_group_s_rule_finds_those_it_is_for(book: Book) -> None:
    people(book, 3)
    wearing = people(book, 4, tags=("autumn",))
    rule = '{"is": "tag", "tags": ["Autumn"]}'
    started = book.do(
        start_campaign, StartCampaign("other", None, {"what": "A call"}, rule=rule, holdout_percent=50)
    )
    given, out = arms(book, started.campaign)
    assert sorted(given + out) == list(wearing)
    unreadable = StartCampaign("other", None, {"what": "A call"}, rule='{"is": "dance"}')
    with pytest.raises(Refused, match="nobody in the group"):
        book.do(start_campaign, unreadable)


def test_a_letter_is_counted_for_those_alone_for_whom_it_can_be_printed(book: Book) -> None:
    """By the rule of the paper itself: a campaign that counts others thins out what it did."""
    home = (Address("1 Mill Lane", "BA1 2AB", "Bath", "", "GB"),)
    said = {"yes": (("post", True),), "no": (("post", False),), "never": ()}
    made = {
        word: book.do(add_customer, AddCustomer(CustomerDraft(word, addresses=home, consents=consents))).id
        for word, consents in said.items()
    }
    homeless = book.do(add_customer, AddCustomer(CustomerDraft("homeless", consents=(("post", True),)))).id
    every = (*made.values(), homeless)
    ways: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
        ({"by_post": True}, {}),
        ({"by_post": True, "unasked": True}, {"unasked": True}),
        ({"by_post": False}, {"way": "hand"}),
    )
    for at, (data, way) in enumerate(ways):
        started = start(
            book, every, action="letter", data=data, holdout_percent=0, request_id=f"letters-{at}"
        )
        options = {"letter": "thanks", **way}
        printed = []
        for customer in every:
            try:
                book.ask(partial(DOCUMENT.gather, who=(customer,), options=options))
            except LeftOut:
                continue
            printed.append(customer)
        assert list(book.ask(treated, started.campaign)) == sorted(printed), data
