"""What lists and panels show, gathered in one look at the file. No widgets here."""
