"""The answer to "why 640?" in the window."""
