"""What a customer said of news by one channel: yes, no, or nothing as long as they were not asked."""

from __future__ import annotations

from app.gui.widgets.choosers import ComboBox
from app.kernel.i18n import _

_UNSAID, _YES, _NO = "unsaid", "yes", "no"


class ConsentBox(ComboBox):
    """A word once given stays a word: it can be turned, not taken away."""

    def __init__(self) -> None:
        super().__init__([(_UNSAID, _("Not asked")), (_YES, _("Yes")), (_NO, _("No"))])

    def show_word(self, given: bool) -> None:
        """The word that holds; from now on there is a yes and a no to choose from."""
        unsaid = self.findData(_UNSAID)
        if unsaid >= 0:
            self.removeItem(unsaid)
        self.set_current(_YES if given else _NO)

    def word(self) -> bool | None:
        """What was chosen; None is no word."""
        return {_YES: True, _NO: False}.get(self.current_id())


def news_labels() -> dict[str, str]:
    """What the box of each channel is called."""
    return {
        "email": _("News by e-mail"),
        "phone": _("News by phone"),
        "message": _("News by message"),
        "post": _("News by post"),
    }
