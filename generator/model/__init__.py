"""What evidence is: frozen values, no input or output."""
