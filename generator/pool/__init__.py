"""`evidence pool`: the studies of any table pooled by every measure, estimator and test that fits it."""
