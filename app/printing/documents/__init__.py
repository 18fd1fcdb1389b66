"""The documents a shop prints: one module each, offering itself as `DOCUMENT`."""
