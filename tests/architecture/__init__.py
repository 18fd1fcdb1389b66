"""The rules of the house as tests: who may import whom, and how the tree is kept."""
