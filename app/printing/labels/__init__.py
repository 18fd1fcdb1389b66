"""Sheets of labels and cards: how they are cut, and what goes where on them."""
