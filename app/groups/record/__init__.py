"""All that the shop knows of one person, for a request under data protection."""
