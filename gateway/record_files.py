"""Files of the access record for a page, which knows the record by what the door answers alone."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from gateway.audit.entry import Entry
from gateway.audit.exports.forms import Form, heading, lines
from gateway.audit.selection import Access
from gateway.spreadsheet import BYTE_ORDER
from gateway.web.visit import FileForm


def record_files() -> dict[str, FileForm]:
    """Each form by the word that stands for it in a page."""
    return {form.value: FileForm(form.ending, form.media_type, _heading(form), partial(_lines, form)) for form in Form}


def _heading(form: Form) -> str:
    """A table that somebody takes out of a page is opened in a spreadsheet."""
    return f"{BYTE_ORDER if form is Form.CSV else ''}{heading(form)}"


def _lines(form: Form, node: Mapping[str, Any]) -> str:
    return lines(form, access_of(node))


def access_of(node: Mapping[str, Any]) -> Access:
    """The access that a node of ``accessLog`` tells of. What is sealed in it, no such question asks for."""
    entry = Entry(
        id=UUID(node["key"]),
        recorded_at=datetime.fromisoformat(node["recordedAt"]),
        request_id=UUID(node["requestId"]),
        act=node["act"],
        outcome=node["outcome"],
        reason=node["reason"],
        principal_id=UUID(node["principal"]) if node["principal"] else None,
        principal_name=node["principalName"],
        agency=node["agency"],
        roles=node["roles"],
        client=node["client"],
        acting=node["acting"],
        human=node["human"],
        purpose=node["purpose"],
        operation_name=node["operationName"],
        document_hash=bytes.fromhex(node["documentHash"]) if node["documentHash"] else None,
        variables=node["variables"],
        subject_set=None,  # whom it is about, and what was shown, stand beside it in words
        reading=None,
        policy_version=node["policyVersion"],
        row_count=node["rowCount"],
        duration_us=node["durationUs"],
    )
    told = node["subjects"] or {}, node["reading"] or {}
    return Access(entry, *told, node["processing"] or (), node["holders"] or ())
