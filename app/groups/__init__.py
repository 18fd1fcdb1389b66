"""Lists of customers by what they are and did."""
