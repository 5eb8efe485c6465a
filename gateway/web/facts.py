"""What the facts of records are called: those that may be reported to be wrong, and those that an access showed.

A record that says where it came from is an agency's; a field that bears a kind of information is a fact.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from graphql import FieldDefinitionNode, ObjectTypeDefinitionNode

from gateway.web.printed import definitions, described
from gateway.web.words import Words

KEPT_BY_US = "version"  # how often a record was changed is no fact about anybody


def facts_about(words: Words, record: str | None = None) -> list[dict[str, str]]:
    """The facts of a record, each with its name in the schema; of none, the records themselves, by their names."""
    if record:
        return [{"value": each.name.value, "text": words.say(described(each).rstrip("."))} for each in _facts(record)]
    kinds = [{"value": name, "text": words.plainly(name)} for name in definitions() if _holds_facts(name)]
    return sorted(kinds, key=lambda each: each["text"])


def named_facts() -> Iterator[str]:
    """What records and facts are called where one may be said to be wrong: messages, for catalogues."""
    for record in filter(_holds_facts, definitions()):
        yield Words.plain(record)
        yield from (described(each).rstrip(".") for each in _facts(record))


def fields_by_record(words: Words, fields: Iterable[str]) -> list[tuple[str, str]]:
    """Fields as the access record names them (``RoshAssessment.overall``), in words: each record with its own."""
    split = sorted(each.partition(".")[::2] for each in fields)
    return [
        (words.plainly(record), ", ".join(_within(words.plainly(name)) for _, name in found))
        for record, found in groupby(split, lambda each: each[0])
    ]


def named_fields() -> Iterator[str]:
    """What every record that is shown and each of its fields are called: messages, for catalogues."""
    for record in definitions():
        if any(each.directives for each in _fields(record)):
            yield Words.plain(record)
            yield from (Words.plain(each.name.value) for each in _fields(record))


def _within(name: str) -> str:
    """A name within a line, where only an acronym keeps its capital."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _fields(record: str) -> tuple[FieldDefinitionNode, ...]:
    found = definitions().get(record)
    return tuple(found.fields or ()) if isinstance(found, ObjectTypeDefinitionNode) else ()


def _holds_facts(record: str) -> bool:
    return record == "Case" or any(each.name.value == "provenance" for each in _fields(record))


def _facts(record: str) -> Iterator[FieldDefinitionNode]:
    for each in _fields(record) if _holds_facts(record) else ():
        if each.directives and each.name.value != KEPT_BY_US:
            yield each
