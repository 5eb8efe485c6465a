"""Saying why you are here."""
