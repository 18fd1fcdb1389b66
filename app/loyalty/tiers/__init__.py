"""Tiers: what the regulars among regulars get, by what they spent or earned in a year, or by hand."""
