"""Help while a file is written: schemas for editors, and what each field means."""
