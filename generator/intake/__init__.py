"""The only room with a network: what comes in, how it is matched, decided and written down."""
