"""How the relationship with each customer stands: a ladder of steps read from what is in the book."""
