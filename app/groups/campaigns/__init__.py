"""Doing something for a group with some of it left out by chance, and telling later whether it worked."""
