"""What lets the gateway be seen and tested with nothing else at hand: an embedded PostgreSQL and synthetic people.

Nothing here is for production. The floor below never imports it, and ``mappa serve`` runs without it.
"""
