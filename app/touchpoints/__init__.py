"""Everything else that happened, and the timeline that merges it all."""
