"""The directory: who there is, what they do and where, and which agreements let agencies share with each other.

Kept by the platform for all agencies. What reads it on behalf of a request is ``gateway.directory``.
"""
