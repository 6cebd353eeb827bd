"""The only room with a network: a client, the public services, and replies kept as they came."""
