"""The MAPPA process: one module for each journey, each the table of a machine's transitions. Pure: no database."""
