"""What each agency holds: tables, code lists, identifiers and provenance, one package for each owner."""
