"""The pieces of the form in which a customer's card is written."""
