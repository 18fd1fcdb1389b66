"""What every slice stands on: no Qt, and nothing of the rest of the program."""
