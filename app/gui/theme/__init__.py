"""How the program looks: tokens, type, style sheet, icons, and the one object that applies them."""
