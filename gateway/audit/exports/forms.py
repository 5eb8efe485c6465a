"""The forms in which entries are taken out, each with how a file of it begins and how an entry stands in it."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Final

import orjson

from gateway.audit.exports import fhir, ocsf, table
from gateway.audit.selection import Access


class Form(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    OCSF = "ocsf"
    FHIR = "fhir"

    @property
    def media_type(self) -> str:
        """What a browser is told that it is."""
        return MEDIA_TYPES[self]

    @property
    def ending(self) -> str:
        """How the name of a file of it ends: JSON is written a line for each event."""
        return "csv" if self is Form.CSV else f"{self.value}.jsonl"


MEDIA_TYPES: Final = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.OCSF: "application/x-ndjson",
    Form.FHIR: "application/fhir+ndjson",
}
_EVENTS: Final[Mapping[Form, Callable[[Access], Iterable[object]]]] = {
    Form.OCSF: lambda access: [ocsf.event(access)],
    Form.FHIR: fhir.events,
}


def heading(form: Form) -> str:
    """What stands before the first entry."""
    return table.header() if form is Form.CSV else ""


def lines(form: Form, access: Access) -> str:
    """An entry, with the end of its last line."""
    if form is Form.CSV:
        return table.line(access)
    return "".join(orjson.dumps(each).decode() + "\n" for each in _EVENTS[form](access))
