"""What goes with what: companions of a thing, and what a customer may like next, from what was bought."""
