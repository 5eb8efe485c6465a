"""The acts that GraphQL offers as mutations, one module for each journey; each says so in ``MUTATIONS``."""
