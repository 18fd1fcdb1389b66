"""What a template may not do is said in words, with its line, and at once."""

from __future__ import annotations

import time

import pytest

from app.kernel.errors import Refused
from app.outreach.fields import FIELDS, Value
from app.outreach.merging import filled
from app.outreach.reading import MOST_CHARACTERS, check, fields_in, problems

AT_ONCE = 1.0


def said(source: str) -> str:
    """The one problem of a template, found at once."""
    begun = time.perf_counter()
    [found] = problems(source)
    assert time.perf_counter() - begun < AT_ONCE
    return str(found)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% for a in 'aaaa' %}{% for b in 'bbbb' %}x{% endfor %}{% endfor %}", "“for” is not known here"),
        ("{% for a in range(10**9) %}x{% endfor %}", "“for” is not known here"),
        ('{{ "x" * 10**9 }}', "there is no arithmetic"),
        ("{{ [1] * 999999999 }}", "there is no arithmetic"),
        ("{{ 2 ** 9999999999 }}", "there is no arithmetic"),
        ("{{ name ~ name }}", "there is no arithmetic"),
        ("{{ -points }}", "there is no arithmetic"),
        ("{{ name.__class__ }}", "a field has no parts: “.__class__”"),
        ("{{ name.__class__.__mro__[1].__subclasses__() }}", "nothing can be called"),
        ("{{ name['__class__'] }}", "a field has no parts"),
        ('{{ name|attr("__class__") }}', "“|attr” is not known here"),
        ('{{ "%s" | format(name) }}', "“|format” is not known here"),
        ('{{ "{0.__class__}".format(name) }}', "nothing can be called"),
        ("{{ name.upper() }}", "nothing can be called"),
        ("{{ range(9) }}", "nothing can be called"),
        ('{{ name|default("x" * 9) }}', "“|default” is written like this"),
        ("{{ name|default(name|upper) }}", "“|default” is written like this"),
        ("{{ name|upper(1) }}", "“|upper” is written like this: {{ name|upper }}"),
        ("{{ name|batch(99999999) }}", "“|batch” is not known here"),
        ("{{ name|center(999999999) }}", "“|center” is not known here"),
        ("{{ name is defined }}", "only fields, words in quotes and choices"),
        ('{% set a = "x" %}', "“set” is not known here"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "“macro” is not known here"),
        ('{% include "/etc/passwd" %}', "“include” is not known here"),
        ('{% import "os" as os %}', "“import” is not known here"),
        ('{% from "os" import path %}', "“from” is not known here"),
        ('{% extends "a" %}', "“extends” is not known here"),
        ("{% block a %}{% endblock %}", "“block” is not known here"),
        ("{% call name() %}{% endcall %}", "“call” is not known here"),
        ("{% filter upper %}{% endfilter %}", "“filter” is not known here"),
        ("{% with %}{% endwith %}", "“with” is not known here"),
        ("{% do name %}", "“do” is not known here"),
        ("{{ self }}", "there is no field “self”"),
        ("{{ _gaps }}", "there is no field “_gaps”"),
        ("{{ none }}", "there is no field “none”."),
        ("{{ true }}", "there is no field “true”."),
        ("{{ 1e999 }}", "numbers are whole"),
        ("{{ 9999999999999 }}", "numbers are whole"),
        ("{{ tier > 4 }}", "“tier” is no figure"),
        ('{{ points > "4" }}', "“4” is no number"),
        ('{{ name in "abc" }}', "fields are compared by"),
        ("{{ (name or tier) == 'a' }}", "only fields, words and whole numbers can be compared"),
    ],
)
def test_what_is_not_a_field_or_a_choice_is_refused(source: str, words: str) -> None:
    assert words in said("One line\n\n" + source)
    assert said("One line\n\n" + source).startswith("Line 3: ")


@pytest.mark.parametrize(
    "source",
    [
        "{{ " + "(" * 6000 + "name" + ")" * 6000 + " }}",
        "{{ " + "not " * 4000 + "name }}",
        "{{ " + " or ".join(["name"] * 2000) + " }}",
        "{{ name" + "|upper" * 3000 + " }}",
        "{% if name %}" * 500 + "{% endif %}" * 500,
        "{% if name %}" * 60 + "{% endif %}" * 60,
        "{{ " + "-" * 15_000 + "1 }}",
        "{{ " + "[" * 8000 + "]" * 8000 + " }}",
        "{{ 'a' if name else " * 300 + "name" + " }}" * 300,
    ],
)
def test_what_is_nested_too_deep_is_refused_at_once(source: str) -> None:
    assert said("Dear {{ name }},\n" + source).startswith("Line 2: ")


@pytest.mark.parametrize(
    "source",
    [
        "{" * 20_000,
        "{{" * 9_999,
        "{ {" * 6_000,
        "{%" * 9_999,
        "{#" * 9_999,
        "{{ name }} {% if" * 1_000,
        "{% if name %}" + "{% elif name %}" * 1_300 + "{% endif %}",
        " " * 19_900 + "{% if",
    ],
)
def test_what_never_ends_is_refused_at_once(source: str) -> None:
    assert said(source).startswith("Line 1: ")


@pytest.mark.parametrize(
    "source",
    [
        "{{name}}" * 2_500,
        "{% if points==1 %}x{% endif %}" * 660,
        "{{ points" + " == 1" * 3_000 + " }}",
        "{% if name %}" * 30 + "x" + "{% endif %}" * 30,
    ],
)
def test_the_longest_that_may_stand_is_filled_in_without_waiting(source: str) -> None:
    begun = time.perf_counter()
    filled(source, {"name": Value("Jo", "name")})
    assert time.perf_counter() - begun < 5 * AT_ONCE, "the first time, when it is made"
    begun = time.perf_counter()
    filled(source, {"name": Value("Jo", "name")})
    assert time.perf_counter() - begun < AT_ONCE


def test_a_number_without_end_and_a_text_without_end() -> None:
    assert "a number too long to read" in said("\n{{ " + "9" * 10_000 + " }}")
    assert "20000 characters at most" in said("a\n" * MOST_CHARACTERS)


def test_an_unknown_field_is_named_with_its_line_and_the_nearest_name() -> None:
    for wrong, near in (
        ("frist_name", "first_name"),
        ("Name", "name"),
        ("favorite", "favourite"),
        ("point", "points"),
    ):
        assert said(f"Hello\n\n\n{{{{ {wrong} }}}}") == (
            f"Line 4: there is no field “{wrong}”. Did you mean “{near}”?"
        )
    assert said("{{ zzzzzz }}") == "Line 1: there is no field “zzzzzz”."
    assert len(said("{{ " + "x" * 9000 + " }}")) < 120


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a\n{{ first name }}", "Line 2: {{ first name }} cannot be read. A field is one word"),
        ("a\n{% if points %}\nb\n", "Line 2: this {% if … %} is not closed"),
        ("a\n{% if points %}b{% if tier %}c{% endif %}\n", "Line 2: this {% if … %} is not closed"),
        ("a\n{% endif %}", "Line 2: {% endif %} stands alone"),
        ("a\n{% else %}", "Line 2: {% else %} stands alone"),
        ("a\n\n{{ name", "Line 3: the braces are opened and never closed."),
        ("a\n{# never closed", "Line 2: the braces are opened and never closed."),
        ("{{ favourite or “coffee” }}", "quotes are straight there"),
        ("{{ }}", "Line 1: {{ }} cannot be read"),
        ("{{ name @ }}", "“@” cannot stand in the braces"),
    ],
)
def test_slips_are_said_in_the_words_of_a_letter(source: str, words: str) -> None:
    assert words in said(source)


def test_what_a_letter_may_say() -> None:
    source = (
        "Dear {{ first_name }}, {# a note to ourselves #}\n"
        '{% if tier == "Gold" and points >= 100 %}{{ favourite|default("something new")|upper }}\n'
        "{% elif not voucher or visits != 3 %}{{ worth if worth else 'nothing' }}"
        "{% else %}} and }} { stay\n{% endif %}"
    )
    assert problems(source) == ()
    assert fields_in(source) == ("first_name", "tier", "points", "favourite", "voucher", "visits", "worth")
    assert all(problems(f"{{{{ {field.id} }}}}") == () for field in FIELDS)


def test_a_refusal_names_the_form_s_field() -> None:
    with pytest.raises(Refused, match="Line 1: there is no field") as refused:
        check("{{ nobody }}", "title")
    assert refused.value.field == "title"
