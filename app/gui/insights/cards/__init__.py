"""The cards beside the plots, one module each: a module that offers `CARD = CardKind(...)` is on the page."""
