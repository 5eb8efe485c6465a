"""Seals what was asked about somebody: the operation's name, the document's hash, the hashes of the variables.

Each may tell of whom: a caller names operations as they like, a document may hold a reference, and whoever has the
gateway's secret can test whether a variable was one. So in an entry about somebody they stand sealed in ``question``,
and their own columns say nothing. For an entry about nobody there is no key: it keeps them as they are.

    plain       JSON, [operation's name, hash of the document in hexadecimal, {variable: its hash}], then spaces up to
                192 bytes, or to the next multiple of 64
    question    plain XOR (SHA-512(key of the set || the entry's id || n) for n = 1, 2, ... as four bytes, in order)

The key is that of the set of subjects (``sealing``), and goes with it; an entry's id comes once, so no stream of bytes
does twice. That the question was not changed, the leaf vouches for, which is made of it as it is sealed; so none is
added here. It is done in SQL, for only the statement that writes an entry knows whom it is about.
"""

SEALED_FIELDS = ("operation_name", "document_hash", "variables")


def sealed_or_not(name: str, given: str) -> str:
    """The value of one of ``SEALED_FIELDS`` in an entry: ``given``, where no key of ``sealed z`` seals it."""
    nothing = "'{}'::jsonb" if name == "variables" else "null"
    return f"case when z.key is null then {given} else {nothing} end"


def question(entry_id: str, operation_name: str, document_hash: str, variables: str) -> str:
    """The value of ``question``; NULL where no key of ``sealed z`` seals it."""
    return f"audit_keys.sealed_question(z.key, {entry_id}, {operation_name}, {document_hash}, {variables})"
