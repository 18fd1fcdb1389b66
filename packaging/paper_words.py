"""Bring the catalogues of paper up to date with the texts that are printed.

Run by `make paper-words`: texts that are new stand in every `resources/locale/*/LC_MESSAGES/paper.po` without
a translation, texts that nobody prints any more are gone. What is printed is what the modules below say;
names of documents, their options and refusals are said by the window, and are left out. A test insists that
every language has every text.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.plurals import get_plural
from babel.messages.pofile import normalize, read_po

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.kernel.catalogues import FILE, folder

ROOT = Path(__file__).resolve().parents[1]
PRINTED = (
    "app/printing/**/*.py",
    "app/groups/record/*.py",
    "app/loyalty/bonus_words.py",
    "app/loyalty/conditions/*.py",
    "app/loyalty/earning/kinds/*.py",
    "app/loyalty/expiry.py",
    "app/loyalty/explaining.py",
    "app/loyalty/offers.py",
    "app/loyalty/rewards/*.py",
    "app/loyalty/statement_words.py",
    "app/loyalty/statements.py",
    "app/loyalty/told.py",
    "app/loyalty/vouchers/rule.py",
    "app/loyalty/words.py",
    "app/outreach/feedback_request.py",
    "app/outreach/letters/*.py",
)
"""The modules whose texts a reader of paper may meet."""

LABELLED = ("app/touchpoints/kind.py", "app/touchpoints/noted.py", "app/touchpoints/kinds/*.py")
"""The modules of which paper says no more than what their kinds and the fields of those are called."""

SAID_ELSEWHERE = (
    "app/printing/drawing_parts.py",
    "app/printing/feedback_options.py",
    "app/printing/labels/fields.py",
    "app/printing/labels/left_out.py",
    "app/printing/labels/prices.py",
    "app/printing/slips/commands.py",
    "app/printing/slips/queue.py",
    "app/printing/slips/rolls.py",
    "app/printing/slips/sending.py",
    "app/printing/slips/setup.py",
    "app/printing/slips/trial.py",
    "app/printing/documents/month_report.py",
    "app/printing/documents/report.py",
    "app/printing/many.py",
    "app/printing/options.py",
    "app/printing/plot_pictures.py",
    "app/printing/run_summary.py",
    "app/printing/spool.py",
)
"""Modules among them that speak to who prints, not to who reads; a report is read by who prints it."""

_WINDOW_FUNCTIONS = {"label", "purpose", "options", "options_now"}
_WINDOW_CALLS = {"Condition", "Field", "LetterKind", "Refused", "LeftOut", "NotFound", "WorldFault", "wrong"}

HEADER = """\
# What customers read on the paper of Regulars.
# New texts are added by `make paper-words`; a text without a translation is printed in English.
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals={count}; plural={rule};\\n"
"""


@dataclass(frozen=True)
class Text:
    """A text that is printed, in English; `many` is its plural, "" for one that does not count."""

    one: str
    many: str
    module: str


def printed_texts(root: Path = ROOT) -> list[Text]:
    """Every text once, in the order of the modules that say it."""
    found: dict[str, Text] = {}
    for patterns, texts_in in ((PRINTED, _texts_in), (LABELLED, _labels_in)):
        for path in (path for pattern in patterns for path in sorted(root.glob(pattern))):
            module = path.relative_to(root).as_posix()
            if module in SAID_ELSEWHERE:
                continue
            for one, many in texts_in(ast.parse(path.read_text(encoding="utf-8"))):
                if one not in found or (many and not found[one].many):
                    found[one] = Text(one, many, module)
    return list(found.values())


def _labels_in(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What kinds, their fields and the choices of those are called; not the help of a form."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in ("Field", "direction_field"):
            for argument in call.args:
                yield from _texts_in(ast.Tuple([argument]))
            for keyword in call.keywords:
                if keyword.arg == "choices":
                    yield from _texts_in(keyword)
        if name == "TouchpointKind":
            for keyword in call.keywords:
                if keyword.arg == "label":
                    yield from _texts_in(keyword)


def _texts_in(node: ast.AST) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        if _is_for_the_window(child):
            continue
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name):
            texts = [argument.value for argument in child.args if isinstance(argument, ast.Constant)]
            said = [text for text in texts if isinstance(text, str)]
            if child.func.id == "_" and said:
                yield said[0], ""
            elif child.func.id == "plural" and len(said) > 1:
                yield said[0], said[1]
        yield from _texts_in(child)


def _is_for_the_window(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef):
        return node.name in _WINDOW_FUNCTIONS
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        return name in _WINDOW_CALLS
    return isinstance(node, ast.Raise)


def known(path: Path, language: str) -> dict[str, tuple[str, ...]]:
    """The translations a catalogue has, by their English; forms in the order of its plural rule."""
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        read = read_po(file, locale=language, charset="utf-8")
    made: dict[str, tuple[str, ...]] = {}
    for message in read:
        if not message.id or message.fuzzy:
            continue
        one = message.id if isinstance(message.id, str) else str(message.id[0])
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if all(forms):
            made[one] = tuple(str(form) for form in forms)
    return made


def catalogue_text(language: str, texts: list[Text], said: Mapping[str, tuple[str, ...]]) -> str:
    """The catalogue as it is written: every text, with its translation where there is one."""
    forms = get_plural(language)
    blocks = [HEADER.format(language=language, count=forms.num_plurals, rule=forms.plural_expr)]
    for text in texts:
        lines = [f"#: {text.module}", f"msgid {normalize(text.one, width=100)}"]
        ours = said.get(text.one, ())
        if text.many:
            lines.append(f"msgid_plural {normalize(text.many, width=100)}")
            ours = ours if len(ours) == forms.num_plurals else ("",) * forms.num_plurals
            lines += [f"msgstr[{at}] {normalize(form, width=100)}" for at, form in enumerate(ours)]
        else:
            lines.append(f"msgstr {normalize(ours[0] if len(ours) == 1 else '', width=100)}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def main() -> None:
    """Write every catalogue anew and say what it lacks."""
    texts = printed_texts()
    for path in sorted(folder().glob(f"*/LC_MESSAGES/{FILE}")):
        language = path.parents[1].name
        said = known(path, language)
        path.write_text(catalogue_text(language, texts, said), encoding="utf-8")
        missing = [text.one for text in texts if text.one not in said]
        print(f"{language}: {len(texts) - len(missing)} of {len(texts)} texts")
        for one in missing:
            print(f"  lacks {one!r}")


if __name__ == "__main__":
    main()
