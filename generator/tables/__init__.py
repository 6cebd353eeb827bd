"""How numbers are laid out in rows and columns; the only room that knows pandas."""
