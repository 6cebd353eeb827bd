"""Instruments: what is worked out for one patient, as guests that a topic switches on."""
