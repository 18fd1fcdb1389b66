"""Points, rewards and the ledger behind them."""
