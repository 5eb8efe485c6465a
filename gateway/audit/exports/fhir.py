"""FHIR R4 AuditEvent, with the content that IHE BALP asks of a disclosure: one event for each person or case."""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from gateway.audit.entry import Entry, encode
from gateway.audit.selection import Access
from gateway.transparency.leaf import instant
from policies.processing import Processing

_SYSTEM = "urn:mappa:access-record"
_REST = {
    "system": "http://terminology.hl7.org/CodeSystem/audit-event-type",
    "code": "rest",
    "display": "RESTful Operation",
}
_ACTIONS = {Processing.ERASURE: "D", Processing.COLLECTION: "C", Processing.ALTERATION: "U"}  # the first that it is
_READ = "R"  # else
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
        "subtype": [{"system": _SYSTEM, "code": entry.act}, *_processing(access)],
        "action": next((code for kind, code in _ACTIONS.items() if kind.name in access.processing), _READ),
        "recorded": instant(entry.recorded_at),
        "outcome": _OUTCOMES.get(entry.outcome, "4"),
        "outcomeDesc": entry.reason or entry.outcome,
        "agent": [_person(entry), _application(entry), *_holders(access)],
        "source": {"observer": {"display": "MAPPA gateway"}},
        "entity": [*_subject(access, place, subject), _request(entry)],
    }
    if entry.purpose:
        event["purposeOfEvent"] = [{"coding": [{"system": "urn:mappa:purpose", "code": entry.purpose}]}]
    return event


def _person(entry: Entry) -> dict[str, object]:
    who = {"identifier": {"system": "urn:mappa:principal", "value": str(entry.principal_id or "unknown")}}
    told: dict[str, object] = {
        "who": {**who, "display": entry.principal_name or "not known"},
        "requestor": True,
        "policy": [f"urn:mappa:policy:{entry.policy_version}"],
    }
    roles = [{"coding": [{"system": "urn:mappa:role", "code": role}]} for role in entry.roles]
    return told | ({"role": roles} if roles else {})  # FHIR has no empty list


def _application(entry: Entry) -> dict[str, object]:
    told: dict[str, object] = {
        "who": {"identifier": {"system": "urn:mappa:client", "value": entry.client or "unknown"}},
        "requestor": False,
    }
    return told | ({"altId": " ".join(entry.acting)} if entry.acting else {})  # FHIR has no null


def _processing(access: Access) -> list[dict[str, object]]:
    return [{"system": "urn:mappa:processing", "code": kind} for kind in access.processing]


def _holders(access: Access) -> list[dict[str, object]]:
    """Whose information was shown: the source that disclosed it to whoever asked."""
    source = {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "110153", "display": "Source Role ID"}
    return [
        {
            "type": {"coding": [source]},
            "who": {"identifier": {"system": "urn:mappa:owner", "value": holder}},
            "requestor": False,
        }
        for holder in access.holders
        if holder != access.entry.agency
    ]


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
