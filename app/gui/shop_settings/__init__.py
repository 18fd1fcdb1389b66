"""The page of settings: the shop, its people, this till."""
