"""The same commands and queries, for scripts."""
