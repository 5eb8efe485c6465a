"""Alembic migrations: how a database comes to hold the tables that the code expects."""
