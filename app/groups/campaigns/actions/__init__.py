"""What can be done for a group, one file a kind."""
