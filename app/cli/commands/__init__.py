"""The commands, a file for each group; `ALL` of a file are its commands by name."""
