"""Who they are: cards, contact points, consent, tags, search."""
