"""Saying in which role you act."""
