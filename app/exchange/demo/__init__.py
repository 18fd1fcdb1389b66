"""The demonstration shop: a bookshop with a café and its regulars, the same for the same seed."""
