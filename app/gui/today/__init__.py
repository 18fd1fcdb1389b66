"""The page of the day: what is worth doing, each row one action away from done."""
