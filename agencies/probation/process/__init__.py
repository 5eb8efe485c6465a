"""What probation's people do for the people they supervise. Pure: no database."""
