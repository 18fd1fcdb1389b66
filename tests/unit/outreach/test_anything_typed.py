"""Whatever is typed into a template is refused in words or filled in: nothing else ever happens."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.outreach.fields import Value
from app.outreach.merging import filled
from app.outreach.reading import problems

VALUES = {
    "name": Value("{{ 7*7 }}", "name"),
    "points": Value("640", "points", 640),
    "tier": Value("", "tier"),
}
PIECES = (
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "{%-",
        "-%}",
        " ",
        "\n",
        "'",
        '"',
        "(",
        ")",
        "[",
        "]",
        ".",
        ",",
        "|",
    ),
    *(
        "if",
        "else",
        "elif",
        "endif",
        "or",
        "and",
        "not",
        "in",
        "is",
        "==",
        "!=",
        "<",
        ">=",
        "+",
        "*",
        "~",
        "%",
    ),
    *("for", "set", "raw", "endraw", "macro", "include", "true", "none", "defined", "upper", "default('x')"),
    *(
        "name",
        "points",
        "tier",
        "nmae",
        "__class__",
        "7",
        "9" * 30,
        "0x1f",
        "1e5",
        "'Gold'",
        "é",
        "\x00",
        ":",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_pieces_in_any_order(source: str) -> None:
    found = problems(source)
    for problem in found:
        assert 1 <= problem.line <= source.count("\n") + 1
        assert problem.words.strip()
        assert len(str(problem)) < 300
    if not found:
        assert "49" not in filled(source, VALUES).text


CHOICES = st.recursive(
    st.sampled_from(("name", "points", "tier", "'Gold'", "7")),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(("or", "and", "==", "!=", "<", ">=")), inner).map(" ".join),
        inner.map("not {}".format),
        inner.map("({})".format),
        inner.map("{}|upper".format),
        st.tuples(inner, inner).map(lambda pair: f"{pair[0]}|default({pair[1]})"),
        st.tuples(inner, inner, inner).map(lambda three: "{} if {} else {}".format(*three)),
    ),
    max_leaves=12,
)


@given(CHOICES, st.booleans())
def test_every_choice_that_may_stand_can_be_filled_in(choice: str, in_a_tag: bool) -> None:
    source = f"{{{{ {choice} }}}}"
    if in_a_tag:
        source = f"{{% if {choice} %}}a{{% elif {choice} %}}b{{% else %}}c{{% endif %}}"
    if not problems(source):
        assert isinstance(filled(source, VALUES).text, str)
        assert isinstance(filled(source, {}).text, str)
