"""Who is calling, for whom, and why: from the headers of a request to a principal and a stated purpose.

The signature and the terms of a token are judged here; what its bearer may do is not, and no claim about it is read.
Whatever is wrong with credentials, the caller gets one answer: ``Unauthenticated``.
"""
