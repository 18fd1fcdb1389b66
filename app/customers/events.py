"""What customers announce; `app.kernel.events` tells it to whoever listens, with the customer's id."""

from __future__ import annotations

CREATED = "customer-created"
"""A card was made, by hand. Imports and the demonstration shop make theirs without a word."""

REMOVED = "customer-removed"
"""A new card is being taken out of the book: what hangs on it only because it was made may go with it."""

TAKEN_BACK = "customer-taken-back"
"""A new card was taken back and stays in the archive: what it was given for joining is taken back."""
