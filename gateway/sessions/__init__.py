"""Who is signed in to the pages: the server's side of a session, kept in PostgreSQL.

The pages own the interface (``gateway.web.session``), for they may not know a database; this keeps it.
"""
