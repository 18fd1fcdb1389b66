"""The sentence that asks a customer for feedback, with the shop's own address: to paste into a message."""

from __future__ import annotations

from dataclasses import dataclass

from app.customers.language import customer_locale
from app.kernel.errors import Refused
from app.kernel.i18n import _, speaking
from app.kernel.unit import View
from app.shop.queries import shop_profile
from app.touchpoints.asking import code_of, feedback_link


@dataclass(frozen=True, slots=True)
class FeedbackRequest:
    """`text` is in the customer's language where paper speaks it (`locale`), `link` stands in it."""

    customer_id: int
    link: str
    code: str
    text: str
    locale: str


def feedback_request(view: View, customer_id: int) -> FeedbackRequest:
    """What to send the customer. Nothing is sent.

    Refused while the shop has no feedback address; `NotFound` for a customer there is not.
    """
    link = feedback_link(view, customer_id)
    if not link:
        raise Refused(
            _("The shop has no feedback address yet: set one in the settings, or by `feedback-setup`."),
            field="address",
        )
    locale, shop = customer_locale(view, customer_id), shop_profile(view).name
    with speaking(locale):
        text = _("How was it at {shop}? Tell us in a minute, it helps us a lot: {link}")
    return FeedbackRequest(
        customer_id, link, code_of(view, customer_id), text.format(shop=shop, link=link), locale
    )
