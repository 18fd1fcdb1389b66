"""Slips in the window: after a sale, by hand, and those that wait for the printer."""
