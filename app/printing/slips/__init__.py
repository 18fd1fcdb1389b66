"""The slip after a sale: what it says, the printers it goes to, and the queue before them."""
