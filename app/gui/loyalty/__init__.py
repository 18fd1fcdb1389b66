"""The page of the loyalty programme: the rules as one reads them, and what new ones would have done."""
