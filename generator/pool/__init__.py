"""`evidence pool`: the studies of any table pooled by every measure and method that fits it."""
