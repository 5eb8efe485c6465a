"""Applies the rules to the holdings: reads facts, asks the pure functions, and keeps what they find.

It changes nothing but its own rows. Run after facts have changed, and once a day; running it twice changes nothing.
"""
