"""What a statement is put together from: pieces of JSON with whom they show, and the frame that stands around them."""

from dataclasses import dataclass

from schema.masks import Sight, place_sql
from schema.sql import json_object


@dataclass(frozen=True, slots=True)
class Frame:
    """The objects around a body, each of one member: written by us, since PostgreSQL would copy the body for each."""

    before: bytes = b""
    after: bytes = b""

    def around(self, key: str) -> "Frame":
        """The same in an object that has it under a key."""
        return Frame(b'{"' + key.encode() + b'":' + self.before, self.after + b"}")

    def framed(self, body: bytes | None) -> bytes:
        """The answer's JSON, of a body as PostgreSQL gave it."""
        return self.before + (b"null" if body is None else body) + self.after


@dataclass(slots=True)
class Piece:
    """A JSON expression, and the rows of subjects (cell, id) that it shows besides its parent's."""

    json: str
    subjects: str | None = None
    within: str | None = None  # the key of the object that it is the only member of

    def whole(self) -> "Piece":
        """The same with the object around it."""
        return self if self.within is None else Piece(json_object([(self.within, self.json)]), self.subjects)


def member(sight: Sight, *ids: str) -> str:
    """Subjects as the access record packs them: for each, one byte that says the place and the bytes of its key."""
    place = place_sql(sight)
    return " || ".join(f"{place} || uuid_send({each})" for each in ids)
