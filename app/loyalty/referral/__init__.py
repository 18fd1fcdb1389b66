"""Referrals: who sent whom, and what both get for it."""
