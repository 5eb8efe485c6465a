"""FHIR R4 AuditEvent, with the content that IHE BALP asks of a disclosure: one event for each person or case."""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from gateway.audit.entry import Entry, encode
from gateway.audit.selection import Access
from gateway.transparency.leaf import instant

_SYSTEM = "urn:mappa:access-record"
_REST = {
    "system": "http://terminology.hl7.org/CodeSystem/audit-event-type",
    "code": "rest",
    "display": "RESTful Operation",
}
_OUTCOMES = {"GRANTED": "0", "FAILED": "8"}  # 0 success, 4 minor failure (whatever was refused), 8 serious failure


def events(access: Access) -> Iterator[dict[str, object]]:
    """The events of an entry: one for each in its answer, and one where nobody is."""
    subjects = [(place, str(each)) for place, found in access.subjects.items() for each in found]
    for place, subject in subjects or [("", "")]:
        yield _event(access, place, subject)


def _event(access: Access, place: str, subject: str) -> dict[str, object]:
    entry = access.entry
    event: dict[str, object] = {
        "resourceType": "AuditEvent",
        "id": str(uuid5(NAMESPACE_URL, f"{_SYSTEM}:{entry.id}:{subject}")),
        "type": _REST,
        "subtype": [{"system": _SYSTEM, "code": entry.act}],
        "action": "R",
        "recorded": instant(entry.recorded_at),
        "outcome": _OUTCOMES.get(entry.outcome, "4"),
        "outcomeDesc": entry.reason or entry.outcome,
        "agent": [_person(entry), _application(entry)],
        "source": {"observer": {"display": "MAPPA gateway"}},
        "entity": [*_subject(access, place, subject), _request(entry)],
    }
    if entry.purpose:
        event["purposeOfEvent"] = [{"coding": [{"system": "urn:mappa:purpose", "code": entry.purpose}]}]
    return event


def _person(entry: Entry) -> dict[str, object]:
    who = {"identifier": {"system": "urn:mappa:principal", "value": str(entry.principal_id or "unknown")}}
    return {
        "role": [{"coding": [{"system": "urn:mappa:role", "code": role}]} for role in entry.roles],
        "who": {**who, "display": entry.principal_name or "not known"},
        "requestor": True,
        "policy": [f"urn:mappa:policy:{entry.policy_version}"],
    }


def _application(entry: Entry) -> dict[str, object]:
    told: dict[str, object] = {
        "who": {"identifier": {"system": "urn:mappa:client", "value": entry.client or "unknown"}},
        "requestor": False,
    }
    return told | ({"altId": " ".join(entry.acting)} if entry.acting else {})  # FHIR has no null


def _subject(access: Access, place: str, subject: str) -> list[dict[str, object]]:
    if not subject:
        return []
    reading = encode(access.reading.get(place, {})).decode()
    return [
        {
            "what": {"identifier": {"system": "urn:mappa:subject", "value": subject}},
            "role": {"system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "1", "display": "Patient"},
            "detail": [{"type": "place", "valueString": place}, {"type": "reading", "valueString": reading}],
        }
    ]


def _request(entry: Entry) -> dict[str, object]:
    return {
        "what": {"identifier": {"system": "urn:mappa:request", "value": str(entry.request_id)}},
        "type": {"system": "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "code": "XrequestId"},
    }
