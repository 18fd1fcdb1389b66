"""The page of letters: texts with fields, written beside the paper they become."""
