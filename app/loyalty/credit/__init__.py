"""Gift cards and store credit: money the shop owes, on accounts of their own in the ledger."""
