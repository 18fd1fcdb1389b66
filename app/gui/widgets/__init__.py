"""The parts pages are built of. Each shows text from data as plain text, has a name for screen readers,
and takes its colours from the theme while painting."""
