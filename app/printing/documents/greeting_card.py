"""A greeting card: one sheet, folded twice to a quarter of it, or once to half of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.outreach.kind import CARD
from app.outreach.merging import merge
from app.printing.card_panels import CardData, draw_inner, draw_outside, draw_quarters
from app.printing.card_pictures import PICTURES
from app.printing.document import Document, DrawPage, Imprint
from app.printing.geometry import Paper
from app.printing.options import AUTO, Options, paper_field
from app.printing.posting import (
    chosen_wording,
    goes_to,
    in_its_language,
    paragraphs,
    posting_fields,
    sign_off,
    signed_by,
    signing_fields,
    wording_field,
)
from app.printing.text import plain
from app.shop.on_paper import paper_shop

TWICE, ONCE = "twice", "once"


class GreetingCard(Document[CardData]):
    """A card from one of the texts of `app.outreach`."""

    id = CARD
    icon = "greeting"
    order = 50

    @property
    def label(self) -> str:
        return _("Greeting card")

    @property
    def purpose(self) -> str:
        return _("A card to fold, with a picture in your colour and a few words inside.")

    @property
    def options(self) -> tuple[Field, ...]:
        return self._options(None)

    def options_now(self, view: View) -> tuple[Field, ...]:
        return self._options(view)

    def _options(self, view: View | None) -> tuple[Field, ...]:
        return (
            wording_field(CARD, view),
            Field(
                "picture",
                _("Picture"),
                FieldKind.CHOICE,
                choices=(
                    (AUTO, _("The one that goes with the text")),
                    ("birthday", _("A cake")),
                    ("thanks", _("Flowers")),
                    ("win-back", _("A warm cup")),
                    ("welcome", _("The shop in a wreath")),
                    ("sprig", _("A sprig")),
                    ("none", _("None")),
                ),
                default=AUTO,
            ),
            Field(
                "fold",
                _("Fold"),
                FieldKind.CHOICE,
                choices=(
                    (TWICE, _("Folded twice, one side printed")),
                    (ONCE, _("Folded once, both sides printed")),
                ),
                default=TWICE,
            ),
            *posting_fields(),
            *signing_fields(),
            paper_field(),
        )

    def gather(self, view: View, who: Sequence[int], options: Options) -> CardData:
        goes_to(view, who[0], options)
        wording = chosen_wording(view, CARD, options)
        with in_its_language(view, wording):
            return compose(view, who[0], wording.title, wording.body, options, wording.occasion)

    def imprint(self, data: CardData) -> Imprint:
        return Imprint.of_shop(data.shop, data.front or self.label, data.customer_name)

    def paper(self, data: CardData, options: Options) -> Paper:
        """The sheet before it is folded: upright for two folds, lying for one."""
        upright = Document.paper(self, data, options)
        if options.get("fold", TWICE) == TWICE:
            return upright
        return replace(upright, width=upright.height, height=upright.width)

    def lay_out(self, data: CardData, paper: Paper, options: Options) -> Sequence[DrawPage]:
        draws = (draw_quarters,) if paper.height > paper.width else (draw_outside, draw_inner)
        return [partial(draw, data) for draw in draws]


def compose(
    view: View, customer_id: int, title: str, body: str, options: Options, occasion: str = ""
) -> CardData:
    """The card of a title and a text with merge fields. Raises what `app.outreach.merging.merge` raises."""
    shop = paper_shop(view)
    picture = str(options.get("picture", AUTO))
    if picture == AUTO:
        picture = occasion if occasion in PICTURES else "sprig"
    return CardData(
        shop=shop,
        customer_name=plain(merge(view, customer_id, "{{ name }}").text, 200),
        front=plain(merge(view, customer_id, title).text, 120),
        inside=paragraphs(merge(view, customer_id, body).text),
        picture=picture if picture in PICTURES else "",
        sign_off=sign_off(options),
        signed=signed_by(options, shop),
    )


DOCUMENT = GreetingCard()
