"""The page of insights: questions a shop asks of itself, each answered by a sentence and a picture."""
