"""The access record, as auditors read it."""
