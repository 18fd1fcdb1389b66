"""Models of who comes again and what they will spend, fitted on the shop's own history once a day."""
