"""Tables of records: columns, rows and captions, written as HTML."""
