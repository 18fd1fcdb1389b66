"""The kinds of earning rules, one file each."""
