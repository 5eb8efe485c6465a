"""The joint MAPPA record, kept by MAPPA co-ordination for the Responsible Authority."""
