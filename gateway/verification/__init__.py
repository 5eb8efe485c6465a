"""Verifying a copy of the log, or a single receipt, with nothing but the files and the pinned keys.

It opens no database and knows nothing of the gateway but the formats: whoever distrusts the gateway need run none of
it. ``mappa-verify`` is its command.
"""
