"""Households: several cards, one balance."""
