"""The counter: find who stands there, see the card, ring up, give a reward, take something down."""
