"""The page of all customers: how the list is narrowed, ordered and shown."""
