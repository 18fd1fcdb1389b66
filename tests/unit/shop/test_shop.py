"""The shop's profile and settings: checked once, changed with a way back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.kernel.book import Book
from app.kernel.errors import Refused
from app.kernel.journal import Undo, last_action, undo_last
from app.shop.commands import SaveSetting, SaveShop, save_setting, save_shop
from app.shop.profile import LIMITS, PAPERS
from app.shop.queries import setting, shop_profile
from app.shop.sample import sample_shop_path
from app.shop.templates import TEMPLATES, templates


def test_a_profile_is_saved_and_the_change_can_be_taken_back(book: Book) -> None:
    before = book.ask(shop_profile)
    after = replace(
        before,
        name="  Kettle\u200b &  Quill ",
        tagline="Books & tea",
        closing_line="Thanks\nto all",
        locale="en-GB",
        paper="LETTER",
    )
    book.do(save_shop, SaveShop(after, request_id="r"))
    kept = book.ask(shop_profile)
    assert (kept.name, kept.tagline, kept.closing_line) == ("Kettle & Quill", "Books & tea", "Thanks\nto all")
    assert (kept.locale, kept.paper) == ("en_GB", "LETTER")
    book.do(undo_last, Undo())
    assert book.ask(shop_profile) == before


def test_saving_what_is_there_is_no_action(book: Book) -> None:
    book.do(save_shop, SaveShop(book.ask(shop_profile)))
    assert book.ask(last_action, "Till 1") is None


@pytest.mark.parametrize("field", LIMITS)
def test_each_text_has_its_limit_and_says_which(field: str, book: Book) -> None:
    with pytest.raises(Refused, match=str(LIMITS[field])) as refusal:
        book.do(save_shop, SaveShop(replace(book.ask(shop_profile), **{field: "x" * (LIMITS[field] + 1)})))
    assert refusal.value.field == field
    book.do(save_shop, SaveShop(replace(book.ask(shop_profile), **{field: "x" * LIMITS[field]})))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "), ("currency", "USD"), ("currency", "€€€"), ("country", "XX"), ("country", ""),
        ("timezone", "Nowhere"), ("locale", "x"), ("paper", "A3"),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused_with_its_field(field: str, value: str, book: Book) -> None:
    before = book.ask(shop_profile)
    with pytest.raises(Refused) as refusal:
        book.do(save_shop, SaveShop(replace(before, **{field: value})))
    assert refusal.value.field == field
    assert book.ask(shop_profile) == before


@pytest.mark.parametrize("value", [None, False, 7, "für", [1, {"a": None}]])
def test_settings_come_back_as_they_were(value: object, book: Book) -> None:
    book.do(save_setting, SaveSetting("theme", value))
    assert book.ask(setting, "theme", "default") == value
    assert book.ask(setting, "never set", "default") == "default"


def test_a_setting_without_a_key_is_a_defect(book: Book) -> None:
    with pytest.raises(ValueError, match="key"):
        book.do(save_setting, SaveSetting("", 1))


def test_templates_papers_and_the_sample() -> None:
    assert tuple(template.id for template in templates()) == TEMPLATES
    assert all(template.label and template.detail for template in templates())
    assert PAPERS == ("A4", "LETTER")
    assert sample_shop_path().suffix == ".regulars"
