"""Dialogs: each asks for what one command needs, and stays open with everything typed when it is refused."""
