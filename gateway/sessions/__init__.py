"""Who is signed in to the pages, and the views of lists that they saved: kept in PostgreSQL.

The pages own the interface (``gateway.web.session``, ``gateway.web.saved``), for they may not know a database;
this keeps it.
"""
