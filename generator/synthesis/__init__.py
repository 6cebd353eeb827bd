"""Which results go together, who was counted, and what untreated people did."""
