"""The caseload: finding a case."""
