"""The project's own files: bytes become records with every fault as a finding; edits keep all other bytes."""
