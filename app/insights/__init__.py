"""What the shop learns from its book: reports, each one definition for screen, paper and files."""
