"""Which pages exist and what stands on each."""
