"""The project's own files: read with every fault as a finding, edited byte by byte."""
