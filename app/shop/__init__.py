"""The shop's own profile and settings."""
