"""What the access record shows that somebody should look into: reviewed rules over it, and what they find.

A finding is a question to a person. It is no sanction, and leads to none by itself.
"""
