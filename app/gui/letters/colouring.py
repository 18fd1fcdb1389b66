"""Colours in the text: fields and choices stand out, and so does the line with a mistake."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.gui.theme.theme import colour, current, theme

_TAGS = (("accent", re.compile(r"\{\{[^{}]*\}\}")), ("muted", re.compile(r"\{%[^%]*%\}|\{#[^#]*#\}")))


class Colouring(QSyntaxHighlighter):
    """Paints one document; `mark` names the line that is wrong, 0 for none."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._wrong = 0
        theme().changed.connect(self.rehighlight)

    def mark(self, line: int) -> None:
        """Put a soft red ground under this line."""
        if line != self._wrong:
            self._wrong = line
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        wrong = self.currentBlock().blockNumber() + 1 == self._wrong
        soft = QColor(current().tone("rose").soft)
        if wrong:
            ground = QTextCharFormat()
            ground.setBackground(soft)
            self.setFormat(0, len(text), ground)
        for ink, pattern in _TAGS:
            for found in pattern.finditer(text):
                ready = QTextCharFormat()
                ready.setForeground(colour(ink))
                if wrong:
                    ready.setBackground(soft)
                self.setFormat(found.start(), found.end() - found.start(), ready)
