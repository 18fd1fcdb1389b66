"""Vouchers: a reward issued to one customer, with a number and days, used once."""
