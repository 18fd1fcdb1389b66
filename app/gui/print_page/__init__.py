"""The print page: which paper, for whom, how, and how it will look."""
