"""How things stood at the end of a past day, as far as what is kept can tell: a statement that is printed
again says what it said before."""
