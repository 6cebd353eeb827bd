"""How records are shown as text and tables; the only rooms that know the shape of a table."""
