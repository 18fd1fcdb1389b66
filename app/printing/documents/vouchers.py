"""Vouchers to hand out: what customers can use, on slips with a stub."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.customers.language import customer_locale
from app.kernel.fields import Field
from app.kernel.i18n import _, plural, speaking
from app.kernel.unit import View
from app.loyalty.vouchers.queries import VoucherRow, open_vouchers
from app.printing.document import About, Imprint, LeftOut
from app.printing.formatting import long_day, period
from app.printing.labels.left_out import counted, without_voucher
from app.printing.labels.tearoff import Slip, Slips, TearOff, terms_field
from app.printing.options import Options, paper_field
from app.shop.on_paper import paper_shop


class Vouchers(TearOff):
    """Every open voucher of the customers chosen, three to a sheet."""

    id = "vouchers"
    about = About.SHEET
    icon = "voucher-sheet"
    order = 50

    @property
    def label(self) -> str:
        return _("Vouchers")

    @property
    def purpose(self) -> str:
        return _("The vouchers a customer can use, to cut out and hand over, with a stub for the shop.")

    @property
    def stub_words(self) -> str:
        return _("To tear off at the till")

    @property
    def options(self) -> tuple[Field, ...]:
        return (
            terms_field(),
            paper_field(),
        )

    def gather(self, view: View, who: Sequence[int], options: Options) -> Slips:
        slips = _slips(view, tuple(dict.fromkeys(who)), str(options.get("terms") or ""))
        without = sum(not of_one for of_one in slips.values())
        reason = without_voucher(without)
        every = tuple(slip for of_one in slips.values() for slip in of_one)
        if not every:
            raise LeftOut(_("There is no open voucher here, so there is none to print."), reason)
        return Slips(paper_shop(view), every, left_out=counted((reason, without)))

    def imprint(self, data: Slips) -> Imprint:
        count = len(data.slips)
        subject = plural("{n} voucher", "{n} vouchers", count).format(n=count)
        return Imprint.of_shop(data.shop, self.label, subject)


def _slips(view: View, who: Sequence[int], terms: str) -> dict[int, list[Slip]]:
    """The slips of each customer, in the language they read; the stubs in the shop's own."""
    by_locale: dict[str, list[int]] = {}
    for customer_id in who:
        by_locale.setdefault(customer_locale(view, customer_id), []).append(customer_id)
    slips: dict[int, list[Slip]] = {customer_id: [] for customer_id in who}
    for locale, ids in by_locale.items():
        with view.written_in(locale), speaking(locale):
            made = [(row, _slip(row, locale, terms or _usual_terms())) for row in open_vouchers(view, ids)]
        for row, slip in made:
            slips[row.customer_id].append(replace(slip, stub=_stub(row, view.context.locale)))
    return slips


def _usual_terms() -> str:
    return _("Hand this voucher in at the till. It can be used once and is not paid out in money.")


def _slip(row: VoucherRow, locale: str, terms: str) -> Slip:
    worth = row.words or row.name
    return Slip(
        kind=_("Voucher"),
        worth=worth,
        title=row.name if row.name != worth else "",
        facts=(
            (_("For"), row.customer_name),
            (_("Valid"), period(row.valid_from, row.valid_until, locale)),
        ),
        code=row.code,
        stub=(),
        terms=terms,
    )


def _stub(row: VoucherRow, locale: str) -> tuple[tuple[str, str], ...]:
    until = long_day(row.valid_until, locale, with_year=True)
    return ((_("Voucher"), row.name), (_("For"), row.customer_name), (_("Valid until"), until))


DOCUMENT = Vouchers()
