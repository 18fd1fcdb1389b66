"""Who gets a paper printed for many: the order of the post, and why others get none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.customers.commands import (
    AddCustomer,
    ArchiveCustomer,
    EditCustomer,
    add_customer,
    archive_customer,
    edit_customer,
)
from app.customers.contacts import Address
from app.customers.draft import CustomerDraft
from app.groups.campaigns.calling_off import CallOffCampaign, call_off_campaign
from app.groups.campaigns.members import held_out
from app.groups.campaigns.start import StartCampaign, start_campaign
from app.groups.recipients import (
    CAMPAIGN,
    EVERYONE,
    GROUP,
    MOVED,
    NAMED,
    PAPER,
    TAGGED,
    Recipients,
    Wanted,
    more_left_out,
    recipient_fields,
    recipients,
    wanted_named,
    wanted_of,
)
from app.groups.saved import SaveGroup, save_group
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import NotFound, Refused
from app.kernel.fields import Field
from app.loyalty import commands as loyalty

TODAY = date(2026, 11, 22)


def add(book: Book, name: str, *address: str, **more: object) -> int:
    """A customer with (postal code, town, country) of their address, where one is given."""
    code, city, country = (*address, "", "", "")[:3]
    places = (Address("Any Street 1", code, city, country=country),) if address else ()
    draft = CustomerDraft(name=name, addresses=places, **more)  # type: ignore[arg-type]
    return book.do(add_customer, AddCustomer(draft)).id


def asked(book: Book, **wanted: object) -> Recipients:
    return book.ask(recipients, Wanted(**wanted))  # type: ignore[arg-type]


def test_the_order_is_that_of_the_post(book: Book) -> None:
    nowhere = add(book, "Anna")
    far = add(book, "Zoë", "75001", "Paris", "FR")
    late = add(book, "Anna", "80331", "München")
    first = add(book, "Zita", "01067", "Dresden", "DE")
    second = add(book, "Bert", "10115", "Berlin")
    third = add(book, "Carl", "10115", "Berlin", "DE")

    assert list(asked(book).ids) == [first, second, third, late, far, nowhere]


def test_by_post_says_who_has_no_address_and_who_wants_none(book: Book) -> None:
    add(book, "Anna")
    add(book, "Bert", "10115", "Berlin", consents=(("post", True),))
    unwilling = add(book, "Carl", "10115", "Berlin", consents=(("post", True),))
    book.do(
        edit_customer,
        EditCustomer(
            unwilling,
            CustomerDraft(
                name="Carl",
                addresses=(Address("Any Street 1", "10115", "Berlin"),),
                consents=(("post", False),),
            ),
            version=1,
        ),
    )
    found = asked(book, by_post=True)
    assert len(found.ids) == 1
    assert dict(found.left_out) == {"have no postal address": 1, "do not want post": 1}
    assert asked(book).left_out == ()


def test_who_wanted_no_post_from_the_first_gets_none(book: Book) -> None:
    asked_for_none = add(book, "Carl", "10115", "Berlin", consents=(("post", False),))
    unasked = add(book, "Dora", "10115", "Berlin")
    found = asked(book, by_post=True)
    assert list(found.ids) == [unasked]
    assert dict(found.left_out) == {"do not want post": 1}
    assert asked_for_none in asked(book).ids


def test_those_whose_points_moved_with_all_who_share(book: Book, clock: FixedClock) -> None:
    mover, friend, still, before = (add(book, name) for name in ("Mia", "Finn", "Sam", "Bea"))
    book.do(loyalty.ring_up, loyalty.RingUp(before, 1000))
    clock.advance(days=40)
    book.do(loyalty.join_household, loyalty.JoinHousehold(friend, mover))
    book.do(loyalty.ring_up, loyalty.RingUp(mover, 1000))
    start, end = TODAY + timedelta(days=30), TODAY + timedelta(days=50)

    found = asked(book, who=MOVED, start=start, end=end)

    assert set(found.ids) == {mover, friend}
    assert found.left_out == (("had no movement of points", 2),)
    assert still not in found.ids
    with pytest.raises(Refused) as refused:
        asked(book, who=MOVED)
    assert refused.value.field == "start"


def test_those_who_asked_for_paper_and_those_with_a_tag(book: Book) -> None:
    likes = add(book, "Anna", channel="post")
    agreed = add(book, "Bert", consents=(("post", True),), tags=("Book club",))
    add(book, "Carl", channel="email", consents=(("email", True),))

    assert set(asked(book, who=PAPER).ids) == {likes, agreed}
    assert asked(book, who=PAPER).left_out == (("did not ask for paper", 1),)
    assert list(asked(book, who=TAGGED, tag="book club").ids) == [agreed]
    with pytest.raises(Refused) as refused:
        asked(book, who=TAGGED)
    assert refused.value.field == "tag"
    choices = {field.id: field.choices for field in book.ask(recipient_fields)}
    assert choices["tag"] == (("Book club", "Book club"),)


def test_those_of_a_group_whatever_it_is_called_by(book: Book) -> None:
    anna = add(book, "Anna", tags=("VIP", "Readers"))
    bert = add(book, "Bert", tags=("Readers",))
    book.do(save_group, SaveGroup("Best", '{"is": "tag", "tags": ["VIP"]}'))
    book.do(save_group, SaveGroup("Readers", '{"not": {"is": "tag", "tags": ["VIP"]}}'))
    assert list(asked(book, who=GROUP, group="best").ids) == [anna]
    assert set(asked(book, who=GROUP, group="New").ids) == {anna, bert}
    with pytest.raises(Refused) as refused:
        asked(book, who=GROUP)
    assert refused.value.field == "group"
    with pytest.raises(NotFound):
        asked(book, who=GROUP, group="Worst")
    fields = {field.id: field for field in book.ask(recipient_fields)}
    assert fields["group"].choices[:2] == (("Best", "Best"), ("Readers", "Readers"))
    assert ("Slipping away", "Slipping away") in fields["group"].choices
    assert wanted_of({"who": GROUP, "group": "Best"}) == Wanted(GROUP, group="Best")

    def named(text: str) -> list[int]:
        return sorted(book.ask(lambda view: recipients(view, wanted_named(view, text))).ids)

    assert named("best") == named("group:Best") == named("own-1") == [anna]
    assert named("readers") == [bert], "a group goes before a tag of its name"
    assert named("tag:Readers") == [anna, bert]
    assert named("vip") == [anna], "a tag where no group has the name"
    assert named("everyone") == [anna, bert]
    for text in ("nobody", "group:vip", "everyone:x", "", ":"):
        with pytest.raises(NotFound):
            named(text)


def test_named_once_each_whatever_is_asked(book: Book) -> None:
    one, two = add(book, "Anna"), add(book, "Bert")
    assert list(asked(book, who=NAMED, customers=(two, one, two)).ids) == [one, two]
    with pytest.raises(Refused) as refused:
        asked(book, who="neighbours")
    assert refused.value.field == "who"


def test_values_of_the_form_become_a_wish() -> None:
    days = (TODAY, TODAY + timedelta(days=1))
    wanted = wanted_of({"who": MOVED, "by_post": True}, days)
    assert wanted == Wanted(MOVED, start=days[0], end=days[1], by_post=True)
    assert wanted_of({}) == Wanted(EVERYONE)
    both = more_left_out(Recipients((1,), (("a", 1),)), [("b", 2)])
    assert both.left_out == (("a", 1), ("b", 2))


def test_a_campaign_gives_those_it_is_for_and_nobody_left_out_by_chance(book: Book) -> None:
    customers = tuple(add(book, name) for name in ("Anna", "Bert", "Carl", "Dora"))
    started = book.do(start_campaign, StartCampaign("other", customers, {"what": "A call"}, request_id="one"))
    (out,) = book.ask(held_out, started.campaign)
    given = [one for one in customers if one != out]
    assert sorted(asked(book, who=CAMPAIGN, campaign=started.campaign).ids) == given
    book.do(archive_customer, ArchiveCustomer(given[0]))
    assert sorted(asked(book, who=CAMPAIGN, campaign=started.campaign).ids) == given[1:]
    with pytest.raises(Refused) as refused:
        asked(book, who=CAMPAIGN)
    assert refused.value.field == "campaign"
    with pytest.raises(NotFound):
        asked(book, who=CAMPAIGN, campaign=77)


def test_a_campaign_can_be_chosen_once_there_is_one(book: Book) -> None:
    def field(name: str) -> Field:
        return next(one for one in book.ask(recipient_fields) if one.id == name)

    assert CAMPAIGN not in dict(field("who").choices)
    customers = (add(book, "Anna"), add(book, "Bert"))
    book.do(start_campaign, StartCampaign("other", customers, {"what": "A call"}))
    assert CAMPAIGN in dict(field("who").choices)
    ((number, label),) = field("campaign").choices
    assert label == "A call · 22.11.2026"
    assert wanted_of({"who": CAMPAIGN, "campaign": number}) == Wanted(CAMPAIGN, campaign=int(number))
    assert book.ask(wanted_named, "campaign:1") == Wanted(CAMPAIGN, campaign=1)
    book.do(call_off_campaign, CallOffCampaign(int(number)))
    assert CAMPAIGN not in dict(field("who").choices)


def test_nothing_is_printed_for_what_was_called_off(book: Book) -> None:
    customers = tuple(add(book, f"Person {number}") for number in range(4))
    started = book.do(start_campaign, StartCampaign("other", customers, {"what": "A call"}))
    book.do(call_off_campaign, CallOffCampaign(started.campaign))
    with pytest.raises(Refused, match="was called off") as refused:
        asked(book, who=CAMPAIGN, campaign=started.campaign)
    assert refused.value.field == "campaign"
