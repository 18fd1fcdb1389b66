"""The page of reports: which one, of which days, its figures, charts and rows, and the ways out."""
