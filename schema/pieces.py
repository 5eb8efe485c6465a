"""What a statement is put together from: pieces of JSON with whom they show, and the frame that stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from schema.sql import json_list, json_object


@dataclass(frozen=True, slots=True)
class Frame:
    """The objects around a body, each of one member: written by us, since PostgreSQL would copy the body for each."""

    before: bytes = b""
    after: bytes = b""

    def around(self, key: str) -> "Frame":
        """The same in an object that has it under a key."""
        return Frame(b'{"' + key.encode() + b'":' + self.before, self.after + b"}")

    def parts(self, body: bytes | None) -> tuple[bytes, bytes, bytes]:
        """The answer's JSON in three parts, of a body as PostgreSQL gave it."""
        return self.before, b"null" if body is None else body, self.after

    def framed(self, body: bytes | None) -> bytes:
        """The same in one."""
        return b"".join(self.parts(body))


@dataclass(slots=True)
class Piece:
    """A JSON expression, and the rows of subjects (cell, id) that it shows besides its parent's."""

    json: str
    subjects: str | None = None
    within: str | None = None  # the key of the object that it is the only member of

    def whole(self) -> "Piece":
        """The same with the object around it."""
        return self if self.within is None else Piece(json_object([(self.within, self.json)]), self.subjects)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a page as objects: a list of them, or the one that there may be."""

    pairs: Sequence[tuple[str, str]]
    subjects: str | None  # those that the rows show besides their own
    listed: bool
    within: str | None = None

    def piece(self, source: str) -> Piece:
        """Built where they are used."""
        built = json_list if self.listed else json_object
        return Piece(built(self.pairs, source), self.subjects, self.within)

    def in_passing(self, page: str, alias: str, member: str) -> str:
        """``body``, ``members`` and ``rows`` of a page, in one pass over it and without keeping it.

        A list gives one row, also where it is empty; the one gives none where it is not there.
        """
        columns = ", ".join(f'{expression} as "{key}"' for key, expression in self.pairs)
        rows = f'from ({page}) {alias} cross join lateral (select {columns}) "."'
        if self.listed:
            body = "coalesce(json_agg(row_to_json(\".\")), '[]'::json)"
            return f"select {body} as body, string_agg({member}, ''::bytea) as members, count(*) as rows {rows}"
        return f'select row_to_json(".") as body, {member} as members, 1 as rows {rows}'


def member(place: str, *ids: str) -> str:
    """Subjects as the access record packs them: for each, one byte that says the place and the bytes of its key."""
    return " || ".join(f"{place} || uuid_send({each})" for each in ids)
