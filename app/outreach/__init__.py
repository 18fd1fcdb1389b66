"""What goes out to customers: letters and the words they are made of."""
