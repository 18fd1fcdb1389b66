"""Paper in the window: how it will look, saved as a PDF, sent to a printer."""
