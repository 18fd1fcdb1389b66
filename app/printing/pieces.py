"""Cutting a line into letters, and into stretches that one face can draw."""

from __future__ import annotations

from collections.abc import Iterator

from app.printing.faces import Face
from app.printing.fonts import Region, Weight, face_for, is_ignorable, text_face
from app.printing.text import is_mark


def clusters(text: str) -> Iterator[str]:
    """The text letter by letter: marks, joined emoji and skin tones stay with their base."""
    start = 0
    for at in range(1, len(text)):
        code = ord(text[at])
        joined = code >= 0x300 and (is_ignorable(code) or is_mark(text[at]) or 0x1F3FB <= code <= 0x1F3FF)
        if not joined and text[at - 1] != "\u200d":
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def pieces(run: str, weight: Weight, region: Region) -> Iterator[tuple[str, Face | None]]:
    """Stretches of one face and one script, None where no face has the letter.

    A space stays with the face before it, so that it splits no word.
    """
    first = text_face(weight)
    if run.isascii():
        yield run, first
        return
    pending, current, script = "", first, 0
    for cluster in clusters(run):
        face = face_for(cluster, weight, region)
        here = _script(cluster)
        if cluster == " " and pending and current.has(0x20):
            face, here = current, script
        if face is None:
            if pending:
                yield pending, current
            pending = ""
            yield cluster, None
            continue
        if pending and (face is not current or here != script):
            yield pending, current
            pending = ""
        current, script = face, here
        pending += cluster
    if pending:
        yield pending, current


def _script(cluster: str) -> int:
    """Tells apart the scripts of one face that must not be shaped together: the blocks of India's scripts."""
    code = ord(cluster[0])
    return code >> 7 if 0x0900 <= code <= 0x0DFF else 0
