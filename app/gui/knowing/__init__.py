"""How we know what a card says: the pop-over that a fact opens to."""
