"""What campaigns did for a customer stands on the timeline; for who was left out nothing does."""

from __future__ import annotations

from app.groups.campaigns.calling_off import CallOffCampaign, call_off_campaign
from app.groups.campaigns.kind import ACTIONS
from app.groups.campaigns.timeline import SHOWN_OTHERWISE
from app.groups.feed import timeline_page
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.timeline import TimelineItem
from tests.unit.groups.campaigns.shop import arms, forget_kind, people, start, with_vouchers


def shown(book: Book, customer: int, **asked: object) -> list[TimelineItem]:
    page = book.ask(timeline_page, customer, **asked)  # type: ignore[arg-type]
    return [item for item in page.items if item.kind == "campaign"]


def test_it_is_shown_to_those_it_was_for_and_not_once_called_off(book: Book) -> None:
    started = start(book, people(book, 4), action="letter", data={"wording": "We miss you", "by_post": False})
    got, out = arms(book, started.campaign)
    (item,) = shown(book, got[0])
    assert (item.id, item.title, item.detail, item.icon) == (
        "campaign:1", "Letter: We miss you", "for “Regulars”", "letter",
    )  # fmt: skip
    assert shown(book, out[0]) == []
    assert shown(book, got[0], group="contact") == [item]
    assert shown(book, got[0], kind="campaign") == [item]
    assert shown(book, got[0], group="points") == []
    book.do(call_off_campaign, CallOffCampaign(started.campaign))
    assert shown(book, got[0]) == []


def test_what_stands_there_by_itself_is_not_told_twice(book: Book) -> None:
    with_vouchers(book)
    customers = people(book, 2)
    start(
        book, customers, action="voucher", data={"rule": "sorry"}, holdout_percent=0, request_id="request-1"
    )
    start(book, customers, action="tag", data={"tag": "Autumn"}, holdout_percent=0, request_id="request-2")
    assert shown(book, customers[0]) == []
    assert {kind.id for kind in ACTIONS if not kind.by_front} == set(SHOWN_OTHERWISE)


def test_pages_go_on_where_the_last_one_ended(book: Book, clock: FixedClock) -> None:
    customers = people(book, 1)
    for number in range(5):
        start(book, customers, data={"what": f"Call {number}"}, request_id=f"request-{number}")
        clock.advance(hours=number % 2)
    titles: list[str] = []
    before = None
    while True:
        page = book.ask(timeline_page, customers[0], before, 2)
        titles += [item.title for item in page.items if item.kind == "campaign"]
        if page.next is None:
            break
        before = page.next
    assert titles == [f"Call {number}" for number in (4, 3, 2, 1, 0)]


def test_an_action_that_is_no_more_is_told_by_its_id(book: Book) -> None:
    started = start(book, people(book, 1))
    forget_kind(book, started.campaign)
    assert [item.title for item in shown(book, 1)] == ["dance"]
