"""What changed: every single statement of the evidence, compared with the last published ones."""
