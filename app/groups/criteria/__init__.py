"""What customers can be chosen by, one file a kind."""
