"""Templates filled in: every field, what is missing, and names that would be templates themselves."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.kernel.book import Book
from app.kernel.errors import NotFound, Refused
from app.kernel.unit import Unit, View
from app.loyalty.commands import RingUp, ring_up
from app.outreach.fields import FIELDS, Value
from app.outreach.lookups import day_words, figure, text
from app.outreach.merging import Merged, filled, merge
from app.outreach.missing import lack_words, missing
from app.outreach.queries import wordings
from app.shop.commands import SaveShop, save_shop
from app.shop.queries import shop_profile
from tests.unit.outreach.conftest import People


def test_every_field_of_somebody_with_everything(book: Book, people: People) -> None:
    source = "\n".join(f"{field.id}={{{{ {field.id} }}}}" for field in FIELDS)
    merged = book.ask(merge, people.everything, source)
    code = merged.text.partition("voucher_code=")[2].partition("\n")[0]
    card = merged.text.partition("card_number=")[2].partition("\n")[0]
    assert code.startswith("27")
    assert card.startswith("29")
    assert merged.text.splitlines() == [
        "first_name=Maria",
        "name=Maria Schmidt",
        "points=640",
        "worth=€6.40",
        "tier=",
        "favourite=flat white, oat",
        "birthday=5 March",
        "visits=2",
        "first_visit=17 December 2025",
        "last_visit=23 October 2026",
        "joined=December 2025",
        "reward_ready=€5 off any book",
        "next_reward=Signed first edition",
        "next_reward_points=360",
        "voucher=Birthday treat",
        "voucher_gives=€5 off",
        f"voucher_code={code}",
        "voucher_until=22 December 2026",
        "lapsing_points=200",
        "lapsing_on=17 December 2026",
        f"card_number={card}",
        "shop_name=Kettle & Quill",
        "shop_phone=01225 555 014",
        "opening_hours=Mon to Sat, 9 to 18",
        "today=22 November 2026",
    ]
    assert merged.gaps == ("tier",)


def test_what_is_not_known_is_named(book: Book, people: People) -> None:
    source = (
        "{{ favourite }}{{ birthday }}{{ last_visit }}{{ voucher }}{{ lapsing_on }}{{ points }} {{ visits }}"
    )
    merged = book.ask(merge, people.nothing, source)
    assert merged.text == "0 0"
    assert merged.gaps == ("favourite", "birthday", "last_visit", "voucher", "lapsing_on")


def test_a_fallback_is_no_gap(book: Book, people: People) -> None:
    source = (
        "{{ favourite or 'coffee' }}, {{ tier|default('regular')|upper }}"
        "{% if birthday %}, {{ birthday }}{% endif %}{{ ', gold' if points > 5 }}"
        "{% if points %}!{% endif %}"
    )
    merged = book.ask(merge, people.nothing, source)
    assert (merged.text, merged.gaps) == ("coffee, REGULAR", ())
    assert book.ask(merge, people.everything, source).text == "flat white, oat, REGULAR, 5 March, gold!"


def test_figures_are_compared_as_numbers_and_words_without_capitals() -> None:
    values = {"points": Value("1,240", "points", 1240), "tier": Value("Gold", "tier")}
    figures = "points >= 1000 and points < 1241 and points == 1240"
    source = f"{{% if {figures} and tier == 'gold' and tier != 'x' %}}yes{{% endif %}}"
    assert filled(source, values).text == "yes"
    assert filled("{{ points }}", values).text == "1,240"
    assert (
        filled("{% if points <= 1000 %}a{% elif points > 1240 %}b{% else %}c{% endif %}", values).text == "c"
    )


@pytest.mark.parametrize(
    "name",
    [
        "{{ 7*7 }}",
        "{% for a in 'bc' %}x{% endfor %}",
        "{{ name.__class__ }}",
        "Tom <b>Smith",
        '<img src="/etc/x.png">',
        "{name.__class__}",
        "%(name)s %s %n",
        "محمد عبد الله",
        "क्षत्रिय",
        "O'Brien; DROP TABLE--",
        "&amp;",
    ],
)
def test_a_name_is_never_a_template(book: Book, name: str) -> None:
    who = book.do(add_customer, AddCustomer(CustomerDraft(name, favourite=name))).id
    merged = book.ask(merge, who, "Dear {{ name }}, {{ favourite|default('x') }}!")
    assert merged.text == f"Dear {name}, {name}!"


def test_what_is_brought_along_goes_before_the_book(book: Book, people: People) -> None:
    known = book.ask(
        lambda view: {"points": figure("points", 12_345, view), "today": text("today", "31 October")}
    )
    merged = book.ask(merge, people.everything, "{{ points }} {{ today }} {{ first_name }}", known)
    assert merged.text == "12,345 31 October Maria"


def test_days_and_numbers_are_the_locale_s(book: Book, people: People) -> None:
    book.do(save_shop, SaveShop(replace(book.ask(shop_profile), locale="de_DE")))
    merged = book.ask(merge, people.everything, "{{ birthday }} · {{ worth }} · {{ today }}")
    assert merged.text.replace("\xa0", " ") == "5. März · 6,40 € · 22. November 2026"
    assert book.context.locale == "de_DE"


def test_what_becomes_too_long_is_refused_at_once() -> None:
    long = {"favourite": Value("x" * 200, "favourite")}
    begun = time.perf_counter()
    with pytest.raises(Refused, match="longer than 20000 characters"):
        filled("{{ favourite }}" * 1300, long)
    assert time.perf_counter() - begun < 2


def test_nobody_and_mistakes_are_refused(book: Book, people: People) -> None:
    with pytest.raises(NotFound, match="There is no customer 99"):
        book.ask(merge, 99, "{{ name }}")
    with pytest.raises(Refused, match="Line 1: there is no field “nmae”"):
        book.ask(merge, people.nothing, "{{ nmae }}")


def test_every_letter_that_comes_along_is_whole_for_everybody(book: Book, people: People) -> None:
    known = book.ask(wordings)
    assert [(one.kind, one.id) for one in known] == [
        *(
            ("letter", kind)
            for kind in ("birthday", "thanks", "win-back", "points-lapse", "welcome", "plain")
        ),
        *(("greeting-card", kind) for kind in ("birthday", "thanks", "win-back", "welcome")),
    ]
    for one in known:
        for who, called in ((people.everything, "Maria"), (people.nothing, "Jo")):
            title, body = book.ask(merge, who, one.title), book.ask(merge, who, one.body)
            assert title.gaps == body.gaps == (), one.id
            assert body.text.startswith(f"Dear {called},\n\n")
            assert "{" not in body.text + title.text
            assert "  " not in body.text
            assert "\n\n\n" not in body.text.strip()
            assert " ." not in body.text
            assert " 0 " not in body.text


def test_what_is_missing_for_whom(book: Book, people: People) -> None:
    others = [book.do(add_customer, AddCustomer(CustomerDraft(f"Guest {n}"))).id for n in range(30)]
    ids = [people.everything, people.nothing, *others, 4711]
    found = book.ask(
        missing, ids, "For {{ first_name }}", "{{ favourite }} {{ favourite }} {{ worth or 'x' }}"
    )
    assert found.of == 32
    [row] = found.rows
    assert (row.field, row.count, len(row.who)) == ("favourite", 31, 20)
    assert row.who[0] == (people.nothing, "Jo")
    assert (
        lack_words(row, found.of, "en_GB") == "31 of 32 have no favourite: Jo, Guest 0, Guest 1 and 28 others"
    )
    alone = book.ask(missing, [people.nothing], "{{ last_visit }}")
    assert lack_words(alone.rows[0], 1, "en_GB") == "1 of 1 has no last visit: Jo"
    assert book.ask(missing, ids, "{{ name }}").rows == ()


def test_a_day_reads_alike_wherever_it_stands(book: Book) -> None:
    assert book.ask(lambda view: day_words(date(2026, 11, 30), view)) == "30. November 2026"


def test_what_is_kept_for_one_customer_is_not_another_s(book: Book, people: People) -> None:
    def both(view: View) -> list[str]:
        source = "{{ name }} {{ points }} {{ favourite or '-' }}"
        who = (people.everything, people.nothing, people.everything)
        return [merge(view, customer, source).text for customer in who]

    assert book.ask(both) == [
        "Maria Schmidt 640 flat white, oat",
        "Jo 0 -",
        "Maria Schmidt 640 flat white, oat",
    ]


def test_the_same_customer_is_looked_up_once(book: Book, people: People) -> None:
    def count(view: View) -> tuple[int, int]:
        asked: list[str] = []
        engine = view.session.connection().engine
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        merge(view, people.everything, "{{ name }} {{ visits }}")
        first = len(asked)
        merge(view, people.everything, "{{ visits }} {{ first_name }}")
        return first, len(asked) - first

    first, again = book.ask(count)
    assert first > 0
    assert again == 0


def test_a_unit_that_writes_sees_what_it_wrote(book: Book, people: People) -> None:
    def earn(unit: Unit, _cmd: People) -> Merged:
        merge(unit, people.nothing, "{{ points }}")
        ring_up(unit, RingUp(people.nothing, 900))
        return merge(unit, people.nothing, "{{ points }}")

    assert book.do(earn, people).text == "9"
