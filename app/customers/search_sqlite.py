"""The search index on SQLite's FTS5. Nothing else in the program knows of FTS5.

One contentless table holds one column of tokens a customer: words of the name as they are, words of e-mail
addresses and handles behind an @, numbers backwards behind a #. Prefix lists for one to seven letters make
nearly every prefix a keystroke asks for one list, read only as far as it is needed: without them SQLite
first merges the lists of all words that begin so, milliseconds for a common name. Beside it,
`customer_search_near` maps the keys of `near_words` to the words that occur, so that a typo is looked up
among words, not customers.

Every query is bounded: at most `BOUND` hits are taken from the index, and when there were more, the latest
`WALK` visitors are looked through instead, so that a broad prefix shows the regulars and costs the same in
every shop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import select

from app.customers.models import ContactPoint, Customer
from app.customers.near_words import SOUND, edits_allowed, spelling_keys, word_keys
from app.customers.phonetics import sound_of
from app.customers.search_index import Candidate, Document, Term, Wanted
from app.customers.search_words import backwards, mail_words, name_words
from app.kernel.unit import Unit, View

BOUND = 160
WALK = 400
ENOUGH = 32
"""Candidates handed on for the fine ranking."""

_COLUMNS = "c.id, c.name, c.card_number, c.archived_at IS NOT NULL, coalesce(a.visits, 0), a.last_visit_at"
_JOIN = "JOIN customer c ON c.id = h.id LEFT JOIN customer_activity a ON a.customer_id = h.id"
_MATCHING = f"""
WITH h(id) AS MATERIALIZED (
    SELECT rowid FROM customer_search WHERE customer_search MATCH ? ORDER BY rowid DESC LIMIT {BOUND}
)
SELECT {_COLUMNS}, (SELECT count(*) FROM h) FROM h {_JOIN}
WHERE c.archived_at IS NULL OR ? ORDER BY a.last_visit_at DESC LIMIT {ENOUGH}
"""  # noqa: S608
_LATELY = f"""
WITH h(id) AS MATERIALIZED (
    SELECT customer_id FROM customer_activity WHERE last_visit_at IS NOT NULL
    ORDER BY last_visit_at DESC LIMIT {WALK}
)
SELECT {_COLUMNS} FROM h {_JOIN}
WHERE (c.archived_at IS NULL OR ?) AND {{tests}} LIMIT {ENOUGH}
"""  # noqa: S608
_STARTS = f"""
WITH h(id) AS (
    SELECT id FROM (SELECT id FROM customer WHERE card_number >= ?1 AND card_number < ?2
                    ORDER BY card_number LIMIT {ENOUGH})
    UNION
    SELECT id FROM (SELECT customer_id AS id FROM contact_point WHERE normalised >= ?1 AND normalised < ?2
                    ORDER BY normalised LIMIT {ENOUGH})
)
SELECT {_COLUMNS} FROM h {_JOIN} WHERE c.archived_at IS NULL OR ?3 ORDER BY a.last_visit_at DESC
"""  # noqa: S608
_FILED = f"""
WITH h(id) AS (SELECT id FROM customer WHERE sort_name IN ({{marks}}) LIMIT {ENOUGH})
SELECT {_COLUMNS} FROM h {_JOIN} WHERE c.archived_at IS NULL OR ?
"""  # noqa: S608
_NUMBERED = f"""
WITH h(id) AS (
    SELECT id FROM customer WHERE card_number = ?1
    UNION SELECT id FROM customer WHERE reference IN (?2, upper(?2))
)
SELECT {_COLUMNS} FROM h {_JOIN} WHERE c.archived_at IS NULL OR ?3
"""  # noqa: S608
_CHUNK = 2_000


class FtsIndex:
    """`SearchIndex` over the shop's own file. Kept for a while, it remembers which words it has learnt."""

    def __init__(self) -> None:
        self._learnt: set[str] = set()

    def put(self, unit: Unit, ids: Sequence[int]) -> None:
        if not ids:
            return
        documents = _documents(unit, ids)
        self.remove(unit, ids)
        self.put_new(unit, documents)

    def put_new(self, unit: Unit, documents: Iterable[Document]) -> None:
        remaining = iter(documents)
        while chunk := list(islice(remaining, _CHUNK)):
            rows = []
            words: set[str] = set()
            for document in chunk:
                named = _named(document)
                words.update(named)
                rows.append((document.id, " ".join([*named, *_marked(document)])))
            _run_many(unit, "INSERT INTO customer_search(rowid, tokens) VALUES (?, ?)", rows)
            self._learn(unit, words)

    def settle(self, unit: Unit) -> None:
        _run(unit, "INSERT INTO customer_search(customer_search) VALUES ('optimize')")

    def remove(self, unit: Unit, ids: Sequence[int]) -> None:
        _run_many(unit, "DELETE FROM customer_search WHERE rowid = ?", [(id_,) for id_ in ids])

    def forget_name(self, unit: Unit, name: str) -> None:
        for word in name_words(name):
            if not _ask(
                unit, "SELECT 1 FROM customer_search WHERE customer_search MATCH ? LIMIT 1", (_is(word),)
            ):
                gone = [(key, word) for key in word_keys(word)]
                _run_many(unit, "DELETE FROM customer_search_near WHERE key = ? AND word = ?", gone)
                self._learnt.discard(word)

    def candidates(
        self, view: View, wanted: Wanted, *, filed: Sequence[str] = (), archived: bool = False
    ) -> list[Candidate]:
        rows = _ask(view, _MATCHING, (_expression(wanted), archived))
        found = [Candidate._make(row[:6]) for row in rows]
        if rows and rows[0][6] >= BOUND:
            found += self._lately(view, wanted, archived)
            if filed:
                marks = ",".join("?" * len(filed))
                rows = _ask(view, _FILED.format(marks=marks), (*filed, archived))
                found += [Candidate._make(row) for row in rows]
        return found

    def by_start(self, view: View, starts: Sequence[str], *, archived: bool = False) -> list[Candidate]:
        found: list[Candidate] = []
        for start in starts:
            beyond = start[:-1] + chr(min(ord(start[-1]) + 1, 0x10FFFF))
            found += [Candidate._make(row) for row in _ask(view, _STARTS, (start, beyond, archived))]
        return found

    def numbered(self, view: View, card: str, reference: str, *, archived: bool) -> list[Candidate]:
        return [Candidate._make(row) for row in _ask(view, _NUMBERED, (card, reference, archived))]

    def everyone(self, view: View, wanted: Wanted) -> list[int]:
        sql = "SELECT rowid FROM customer_search WHERE customer_search MATCH ?"
        return [row[0] for row in _ask(view, sql, (_expression(wanted),))]

    def near(self, view: View, word: str) -> list[str]:
        keys = sorted(spelling_keys(word, edits_allowed(word)))
        if sound := sound_of(word):
            keys.append(SOUND + sound)
        marks = ",".join("?" * len(keys))
        rows = _ask(
            view,
            f"SELECT DISTINCT word FROM customer_search_near WHERE key IN ({marks}) LIMIT 2000",  # noqa: S608
            tuple(keys),
        )
        return [row[0] for row in rows]

    def _learn(self, unit: Unit, words: set[str]) -> None:
        """Make the words findable by their keys."""
        fresh = words - self._learnt
        rows = [(key, word) for word in fresh for key in word_keys(word)]
        _run_many(unit, "INSERT OR IGNORE INTO customer_search_near(key, word) VALUES (?, ?)", rows)
        self._learnt |= fresh

    def _lately(self, view: View, wanted: Wanted, archived: bool) -> list[Candidate]:
        """Those of the latest visitors whose name meets all of `wanted`; a number is no name to look for."""
        if all(term.kind != "begins" or term.text.isdigit() for choice in wanted for term in choice):
            return []
        tests: list[str] = []
        values: list[Any] = [archived]
        for choice in wanted:
            named = [term.text for term in choice if term.kind in ("begins", "is")]
            if not named:
                return []
            tests.append("(" + " OR ".join(["' ' || c.sort_name LIKE ?"] * len(named)) + ")")
            values += [f"% {text}%" for text in named]
        rows = _ask(view, _LATELY.format(tests=" AND ".join(tests)), tuple(values))
        return [Candidate._make(row) for row in rows]


def _ask(view: View, sql: str, values: tuple[Any, ...]) -> Sequence[Any]:
    """Rows straight from the driver: at every keystroke, the way through results costs more than this."""
    return view.rows(sql, values)


def _run(unit: Unit, sql: str) -> None:
    unit.session.connection().exec_driver_sql(sql)


def _run_many(unit: Unit, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        unit.session.connection().exec_driver_sql(sql, list(rows))


def _expression(wanted: Wanted) -> str:
    return " AND ".join(f"({' OR '.join(map(_token, choice))})" for choice in wanted)


_MARKS = {"begins": "", "is": "", "mail": "@", "tail": "#"}


def _is(word: str) -> str:
    return _token(Term("is", word))


def _token(term: Term) -> str:
    text = term.text.replace('"', "")
    return f'"{_MARKS[term.kind]}{text}"{"" if term.kind == "is" else "*"}'


def _named(document: Document) -> list[str]:
    words = name_words(document.name)
    return list(dict.fromkeys((*words, *document.sort_name.split())))


def _marked(document: Document) -> list[str]:
    numbers = [f"#{backwards(number)}" for number in document.numbers]
    mails = [f"@{word}" for mail in document.mails for word in mail_words(mail)]
    return [*numbers, *mails]


def _documents(view: View, ids: Sequence[int]) -> list[Document]:
    rows = view.session.execute(
        select(Customer.id, Customer.name, Customer.sort_name, Customer.card_number).where(
            Customer.id.in_(ids)
        )
    )
    contacts: dict[int, list[tuple[str, str]]] = {}
    for customer_id, kind, normalised in view.session.execute(
        select(ContactPoint.customer_id, ContactPoint.kind, ContactPoint.normalised).where(
            ContactPoint.customer_id.in_(ids)
        )
    ):
        contacts.setdefault(customer_id, []).append((kind, normalised))
    documents = []
    for id_, name, sort_name, card_number in rows:
        held = contacts.get(id_, [])
        numbers = [value for kind, value in held if kind == "phone"]
        if card_number:
            numbers.append(card_number)
        mails = tuple(value for kind, value in held if kind != "phone")
        documents.append(Document(id_, name, sort_name, tuple(numbers), mails))
    return documents
