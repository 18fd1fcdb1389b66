"""The settings: what the shop says of itself, who works there, how the window looks."""
