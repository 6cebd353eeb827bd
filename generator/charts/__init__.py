"""How numbers are drawn; the only room that knows Altair."""
