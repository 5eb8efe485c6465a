"""FHIR R4 AuditEvent, one for each person or case; what was granted to be read also keeps to IHE BALP's ``Read``.

Basic Audit Log Patterns 1.1.4, ``IHE.BasicAudit.Read``. What a profile asks and the record does not keep is said to be
absent, by FHIR's own extension. No profile that needs a ``Patient`` is claimed: nobody is one here.
"""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from gateway.audit.entry import Entry, encode
from gateway.audit.selection import Access
from gateway.transparency.leaf import instant
from policies.processing import Processing
from policies.vocabulary import Outcome

_SYSTEM = "urn:mappa:access-record"
READ = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.Read"
_REST = {
    "system": "http://terminology.hl7.org/CodeSystem/audit-event-type",
    "code": "rest",
    "display": "RESTful Operation",
}
_ACTIONS = {Processing.ERASURE: "D", Processing.COLLECTION: "C", Processing.ALTERATION: "U"}  # the first that it is
_READ = "R"  # else
_INTERACTIONS = {"C": "create", "R": "read", "U": "update", "D": "delete"}
_DICOM, _SNOMED = "http://dicom.nema.org/resources/ontology/DCM", "http://snomed.info/sct"
_SOURCE = {"system": _DICOM, "code": "110153", "display": "Source Role ID"}
_DESTINATION = {"system": _DICOM, "code": "110152", "display": "Destination Role ID"}
_CUSTODIAN = {"system": _SNOMED, "code": "159541003", "display": "Record keeping/library clerk"}
_RECIPIENT = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
    "code": "IRCP",
    "display": "information recipient",
}
_OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role"
# The record keeps no network addresses: where somebody sat is not needed to say who they were.
_NOT_KEPT = {
    "extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unsupported"},
    ]
}
_OBSERVER = {"display": "MAPPA gateway"}
_OUTCOMES = {"GRANTED": "0", "FAILED": "8"}  # 0 success, 4 minor failure (whatever was refused), 8 serious failure


def events(access: Access) -> Iterator[dict[str, object]]:
    """The events of an entry: one for each in its answer, and one where nobody is."""
    subjects = [(place, str(each)) for place, found in access.subjects.items() for each in found]
    for place, subject in subjects or [("", "")]:
        yield _event(access, place, subject)


def _event(access: Access, place: str, subject: str) -> dict[str, object]:
    entry = access.entry
    action = next((code for kind, code in _ACTIONS.items() if kind.name in access.processing), _READ)
    event: dict[str, object] = {
        "resourceType": "AuditEvent",
        "id": str(uuid5(NAMESPACE_URL, f"{_SYSTEM}:{entry.id}:{subject}")),
        "type": _REST,
        "subtype": [{"system": _SYSTEM, "code": entry.act}, _interaction(action), *_processing(access)],
        "action": action,
        "recorded": instant(entry.recorded_at),
        "outcome": _OUTCOMES.get(entry.outcome, "4"),
        "outcomeDesc": entry.reason or entry.outcome,
        "agent": [_person(entry), _application(entry), _gateway(), *_holders(access)],
        "source": {"observer": _OBSERVER},
        "entity": [*_subject(access, place, subject), *_data(entry), _request(entry)],
    }
    if entry.purpose:
        event["purposeOfEvent"] = _purpose(entry.purpose)
    if action == _READ and entry.outcome == Outcome.GRANTED.name and entry.reading:
        event["meta"] = {"profile": [READ]}
    return event


def _interaction(action: str) -> dict[str, object]:
    return {"system": "http://hl7.org/fhir/restful-interaction", "code": _INTERACTIONS[action]}


def _purpose(purpose: str) -> list[dict[str, object]]:
    return [{"coding": [{"system": "urn:mappa:purpose", "code": purpose}]}]


def _person(entry: Entry) -> dict[str, object]:
    who = {"identifier": {"system": "urn:mappa:principal", "value": str(entry.principal_id or "unknown")}}
    told: dict[str, object] = {
        "type": {"coding": [_RECIPIENT]},
        "who": {**who, "display": entry.principal_name or "not known"},
        "requestor": True,
        "policy": [f"urn:mappa:policy:{entry.policy_version}"],
    }
    roles = [{"coding": [{"system": "urn:mappa:role", "code": role}]} for role in entry.roles]
    why = _purpose(entry.purpose) if entry.purpose else []
    more = {"name": entry.principal_name, "role": roles, "purposeOfUse": why}
    return told | {name: value for name, value in more.items() if value}  # FHIR has nothing that is empty


def _application(entry: Entry) -> dict[str, object]:
    told: dict[str, object] = {
        "type": {"coding": [_DESTINATION]},
        "who": {"identifier": {"system": "urn:mappa:client", "value": entry.client or "unknown"}},
        "requestor": False,
        "network": _NOT_KEPT,
    }
    return told | ({"altId": " ".join(entry.acting)} if entry.acting else {})  # FHIR has no null


def _gateway() -> dict[str, object]:
    return {"type": {"coding": [_SOURCE]}, "who": _OBSERVER, "requestor": False, "network": _NOT_KEPT}


def _processing(access: Access) -> list[dict[str, object]]:
    return [{"system": "urn:mappa:processing", "code": kind} for kind in access.processing]


def _holders(access: Access) -> list[dict[str, object]]:
    """Whose information was shown: the custodian who disclosed it to whoever asked."""
    return [
        {
            "type": {"coding": [_CUSTODIAN]},
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
            "role": {"system": _OBJECT_ROLE, "code": "1", "display": "Patient"},  # R4 has no other word for a subject
            "detail": [{"type": "place", "valueString": place}, {"type": "reading", "valueString": reading}],
        }
    ]


def _data(entry: Entry) -> list[dict[str, object]]:
    """What was read: what a question of this kind shows, by the digest that the entry's leaf vouches for."""
    if entry.reading is None:
        return []
    kind = {"system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "2"}
    return [
        {
            "what": {"identifier": {"system": "urn:mappa:reading", "value": entry.reading.hex()}},
            "type": {**kind, "display": "System Object"},
            "role": {"system": _OBJECT_ROLE, "code": "4", "display": "Domain Resource"},
        }
    ]


def _request(entry: Entry) -> dict[str, object]:
    return {
        "what": {"identifier": {"system": "urn:mappa:request", "value": str(entry.request_id)}},
        "type": {"system": "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "code": "XrequestId"},
    }
