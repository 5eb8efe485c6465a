"""For developers of agency systems: try a question, read the schema."""
