"""The page of groups: the groups there are, the criteria of one, who is in it, and what to do for them."""
