"""The letters Regulars brings along: one module an occasion, offering itself as `LETTER`."""
