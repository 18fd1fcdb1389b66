"""What waits for an answer: see it, answer it, say who sees to it and how it sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command, request_option
from app.cli.commands.till import NUMBER
from app.cli.desk import Desk, shop_time
from app.cli.output import print_lines, print_table
from app.kernel.errors import NotFound
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.kernel.book import Book
    from app.kernel.unit import View
    from app.touchpoints.answers import Unanswered

NOBODY = "nobody"
MOODS = ("happy", "unhappy", "neither", "nothing")


@command(
    "unanswered",
    _("Show what customers said that waits for an answer, for how long, and who sees to it."),
    "regulars unanswered",
)
@click.option("--days", type=click.IntRange(1, 3660), default=90, show_default=True, help=_("How far back."))
def unanswered(desk: Desk, days: int) -> None:
    with desk.open() as book:
        rows = book.ask(lambda view: _waiting(view, book, days))
    desk.emit({"unanswered": rows}, lambda: _tell(rows))


@command(
    "answer",
    _(
        "Keep what was answered to feedback, a review or a complaint.\n\nA complaint may also be put right, "
        "with --remedy saying how; words are then not needed. NUMBER is its number in `regulars unanswered`."
    ),
    "regulars answer 512 'We are sorry; a second till opens on Saturdays.'",
)
@click.argument("number", type=NUMBER)
@click.argument("words", default="")
@click.option("--put-right", is_flag=True, help=_("The complaint was put right."))
@click.option("--remedy", default="", metavar="TEXT", help=_("What we did."))
@request_option
def answer(desk: Desk, number: int, words: str, put_right: bool, remedy: str, request_id: str | None) -> None:
    with desk.open() as book:
        from app.touchpoints.answering import AnswerTouchpoint, answer_touchpoint

        done = book.do(answer_touchpoint, AnswerTouchpoint(number, words, put_right, remedy, request_id))
    desk.emit(
        {"id": done.id, "already_done": done.already_done}, lambda: print_lines(_("The answer is kept."))
    )


@command(
    "own",
    _(
        "Say who of the staff sees to feedback, a review or a complaint.\n\nSTAFF is a name or a number; "
        "“nobody” takes it from whoever had it."
    ),
    "regulars own 512 Lena",
)
@click.argument("number", type=NUMBER)
@click.argument("staff")
@request_option
def own(desk: Desk, number: int, staff: str, request_id: str | None) -> None:
    with desk.open() as book:
        from app.staff.queries import staff_names
        from app.touchpoints.answering import GiveOwner, give_owner

        who = None if staff.strip().casefold() == NOBODY else book.ask(staff_meant, staff)
        done = book.do(give_owner, GiveOwner(number, who, request_id))
        name = book.ask(staff_names).get(who or 0, "")
    words = _("{name} sees to it.").format(name=name) if name else _("Nobody sees to it now.")
    given = {"id": done.id, "owner": name or None, "already_done": done.already_done}
    desk.emit(given, lambda: print_lines(words))


@command(
    "sounds",
    _(
        "Say how somebody's words sound, where the program's hint is wrong: your word goes before it "
        "everywhere.\n\n“nothing” takes your word back."
    ),
    "regulars sounds 512 unhappy",
)
@click.argument("number", type=NUMBER)
@click.argument("mood", type=click.Choice(MOODS))
@request_option
def sounds(desk: Desk, number: int, mood: str, request_id: str | None) -> None:
    with desk.open() as book:
        from app.touchpoints.answering import SayMood, say_mood

        said = "" if mood == "nothing" else mood
        done = book.do(say_mood, SayMood(number, said, request_id))
    told = {"id": done.id, "sounds": said or None, "already_done": done.already_done}
    desk.emit(told, lambda: print_lines(_("Your word is kept.")))


def staff_meant(view: View, text: str) -> int:
    """The number of one of the staff, by number or name; `NotFound` with those there are."""
    from app.kernel.text import fold
    from app.staff.queries import staff_list

    people = staff_list(view)
    found = [one for one in people if text.strip() == str(one.id) or fold(one.name) == fold(text)]
    if len(found) != 1:
        words = _("Nobody among the staff is called “{text}”; there are {known}.")
        known = ", ".join(one.name for one in people) or _("none")
        raise NotFound(words.format(text=text[:40], known=known), "staff")
    return found[0].id


def _waiting(view: View, book: Book, days: int) -> list[dict[str, Any]]:
    from datetime import timedelta

    from app.customers.language import customer_locale
    from app.touchpoints.answers import unanswered as waiting
    from app.touchpoints.noted import MOOD_FIELD
    from app.touchpoints.sentiment import sound_of

    def row(one: Unanswered) -> dict[str, Any]:
        sound = sound_of(one.text, {MOOD_FIELD: one.mood}, customer_locale(view, one.customer_id))
        return {
            "id": one.id,
            "customer": one.customer_id,
            "name": one.name,
            "kind": one.kind,
            "at": shop_time(book, one.at),
            "score": one.score,
            "scale": one.scale if one.score is not None else None,
            "text": one.text,
            "owner": one.owner or None,
            "hours": round(one.waited / timedelta(hours=1), 1),
            "sounds": sound.mood or None,
            "said_by_staff": sound.said,
        }

    return [row(one) for one in waiting(view, view.now - timedelta(days=days), 10_000)]


def _tell(rows: list[dict[str, Any]]) -> None:
    if not rows:
        print_lines(_("Everybody has their answer."))
        return
    heads = (
        _("Number"), _("Name"), _("Score"), _("What was said"), _("Waits"), _("Who sees to it"), _("Hint")
    )  # fmt: skip
    print_table(heads, [_line(row) for row in rows])


def _line(row: dict[str, Any]) -> tuple[object, ...]:
    from app.touchpoints.sentiment import Sound

    score = "" if row["score"] is None else f"{row['score']}/{row['scale']}"
    hours = int(row["hours"])
    waits = plural("{n} hour", "{n} hours", hours).format(n=hours)
    if hours >= 24:
        waits = plural("{n} day", "{n} days", hours // 24).format(n=hours // 24)
    return (
        row["id"], row["name"], score, row["text"], waits, row["owner"] or "",
        Sound(row["sounds"] or "", row["said_by_staff"]).words,
    )  # fmt: skip


ALL = {"unanswered": unanswered, "answer": answer, "own": own, "sounds": sounds}
