"""Stamp cards: ten coffees, and the next one is free. Stamps stand on accounts of their own in the ledger."""
