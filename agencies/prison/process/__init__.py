"""What the prison's people do for public protection in custody. Pure: no database."""
