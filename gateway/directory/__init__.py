"""The platform's own directory of principals: who they are, what they do, where they stand.

Roles, areas and clearances are read here and nowhere else; a token proves only who is asking. Every change to a fact
that decides sight raises the principal's ``version`` in the same transaction, so that a cached standing is found out
by the very statement that would have used it.
"""
