"""The person a case is about: names, other names, and the numbers by which each agency knows them.

These rows concern people who are or may be managed under MAPPA. A victim is never a row here: victims are held by the
agency in contact with them (probation).
"""

from sqlalchemy import Column, Date, ForeignKey, Index, Table, Text, Uuid

from agencies.holdings import key, metadata, provenance, vocabulary
from agencies.person.identifiers import IdentifierKind
from agencies.person.vocabulary import AliasKind, Gender, IdentifierStatus

# One person, as best known; a row merged into another names it in superseded_by (mappa.md 6.3: merges happen).
person = Table(
    "person",
    metadata,
    key(),
    Column("family_name", Text, nullable=False),
    Column("given_names", Text, nullable=False),
    Column("date_of_birth", Date),
    vocabulary("gender", Gender),
    Column("ethnicity", Text),  # in words, never a code alone (MAPPA A, section 2)
    Column("nationality", Text),
    Column("deceased_on", Date),
    *provenance(),
    schema="person",
)
Index(
    "person_family_name_start_idx",
    person.c.family_name,
    person.c.given_names,
    person.c.id,
    postgresql_ops={"family_name": "text_pattern_ops"},  # names are looked up by how they start, in any locale
)
Index(None, person.c.family_name, person.c.given_names, person.c.id)
Index(None, person.c.date_of_birth)

# Another name the person uses or used, nicknames among them (MAPPA A, section 2).
alias = Table(
    "alias",
    metadata,
    key(),
    Column("person_id", Uuid, ForeignKey("person.person.id"), nullable=False, index=True),
    vocabulary("kind", AliasKind),
    Column("name", Text, nullable=False),
    *provenance(),
    schema="person",
)
Index("alias_name_start_idx", alias.c.name, postgresql_ops={"name": "text_pattern_ops"})

# A number by which an agency knows the person: several of a kind may stand, each with its source (mappa.md 6).
identifier = Table(
    "identifier",
    metadata,
    key(),
    Column("person_id", Uuid, ForeignKey("person.person.id"), nullable=False, index=True),
    vocabulary("kind", IdentifierKind),
    Column("canonical", Text),  # NULL when rejected: a refused number must find nobody
    Column("raw", Text, nullable=False),  # as received
    vocabulary("status", IdentifierStatus),
    *provenance(),
    schema="person",
)
Index(None, identifier.c.kind, identifier.c.canonical)
Index(None, identifier.c.canonical)
