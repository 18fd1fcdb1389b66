"""Vouchers for birthdays and for customers who stay away; it looks back over days off by itself."""

from __future__ import annotations

from app.kernel.i18n import _, plural
from app.loyalty.daily_jobs import DailyJob
from app.loyalty.vouchers.due import issue_due


def words(vouchers: int) -> str:
    return plural("{count} voucher issued", "{count} vouchers issued", vouchers).format(count=vouchers)


JOB = DailyJob("vouchers", _("Vouchers"), issue_due, words, each_day=False, order=40)
