"""The person a case is about, as readers see them."""

from agencies.person import tables as t
from policies.vocabulary import DataClass
from schema.declare import (
    Order,
    Record,
    column,
    embedded,
    many,
)
from schema.scopes import ByPerson

_PROVENANCE = "Where this came from and how fresh it is."


class Person(Record):
    """The person whom a case is about."""

    table = t.person
    scope = ByPerson(t.person.c.id)
    exists = DataClass.IDENTITY
    order = Order("family_name")

    family_name = column(t.person.c.family_name, "The family name.", filters=True, sorts=True)
    given_names = column(t.person.c.given_names, "The given names, in order.", filters=True, sorts=True)
    date_of_birth = column(t.person.c.date_of_birth, "The date of birth.", filters=True, sorts=True)
    gender = column(t.person.c.gender, "The gender as recorded.", filters=True)
    ethnicity = column(t.person.c.ethnicity, "The ethnicity in words, as the person gave it where they did.")
    nationality = column(t.person.c.nationality, "The nationality.")
    deceased_on = column(t.person.c.deceased_on, "The day on which they died.")
    aliases = many("Alias", t.person.c.id, t.alias.c.person_id, "Other names, nicknames among them.")
    identifiers = many(
        "Identifier", t.person.c.id, t.identifier.c.person_id, "The numbers by which agencies know them."
    )
    provenance = embedded("Provenance", _PROVENANCE)


class Alias(Record):
    """Another name that the person uses or used."""

    table = t.alias
    scope = ByPerson(t.alias.c.person_id)
    exists = DataClass.IDENTITY
    order = Order("name")

    name = column(t.alias.c.name, "The name.", filters=True, sorts=True)
    kind = column(t.alias.c.kind, "Why it is known: a nickname, a previous name, ...", filters=True)
    provenance = embedded("Provenance", _PROVENANCE)


class Identifier(Record):
    """A number by which an agency knows the person, such as a PNC ID or a prison number."""

    table = t.identifier
    scope = ByPerson(t.identifier.c.person_id)
    exists = DataClass.IDENTITY
    order = Order("kind")

    kind = column(t.identifier.c.kind, "Which register the number comes from.", filters=True, sorts=True)
    value = column(t.identifier.c.canonical, "The number in its canonical form; null where it was refused.")
    raw = column(t.identifier.c.raw, "The number exactly as it was received.")
    status = column(t.identifier.c.status, "Whether it still names the person.", filters=True)
    provenance = embedded("Provenance", _PROVENANCE)
