"""The published shapes of the events that leave the record, as far as ours go, and what an event has otherwise.

From the schema of OCSF 1.4 (``events/application/api_activity.json`` and the objects that it names) and from FHIR R4
(v4.0.1: ``AuditEvent``, ``Coding``, ``CodeableConcept``, ``Reference`` and the primitive types). An attribute that is
not in a shape is a fault: neither form lets a writer make up its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Kind = Any  # a type, a pattern, the values there are, or a shape


@dataclass(frozen=True, slots=True)
class One:
    """An attribute: of what kind, whether it must be there, whether it is a list."""

    kind: Kind
    must: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: its attributes, and those of which one must be there."""

    attributes: Mapping[str, One]
    any_of: Sequence[str] = ()


def faults(value: Any, kind: Any, at: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON of every kind
    """Where a value is not as published."""
    if isinstance(kind, Shape):
        yield from _object_faults(value, kind, at)
    elif isinstance(kind, re.Pattern):
        if not isinstance(value, str) or not kind.fullmatch(value):
            yield f"{at}: {value!r}"
    elif isinstance(kind, frozenset):
        if value not in kind:
            yield f"{at}: {value!r} is none of its values"
    elif type(value) is not kind:  # a truth value is no number
        yield f"{at}: {value!r} is no {kind.__name__}"


def _object_faults(value: Any, shape: Shape, at: str) -> Iterator[str]:  # noqa: ANN401 - JSON of every kind
    if not isinstance(value, dict):
        yield f"{at} is no object"
        return
    yield from (f"{at}.{name} is not published" for name in value.keys() - shape.attributes.keys())
    if shape.any_of and not value.keys() & set(shape.any_of):
        yield f"{at} has none of {', '.join(shape.any_of)}"
    for name, one in shape.attributes.items():
        if name not in value:
            if one.must:
                yield f"{at}.{name} is missing"
        elif one.many and not isinstance(value[name], list):
            yield f"{at}.{name} is no list"
        else:
            for each in value[name] if one.many else [value[name]]:
                yield from faults(each, one.kind, f"{at}.{name}")


def empties(value: Any, at: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON of every kind
    """Where there is nothing: FHIR has no null, no empty text, list or object."""
    if value is None or value in ("", [], {}):
        yield at
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from empties(each, f"{at}.{name}")
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from empties(each, f"{at}[{place}]")


TEXT: Final = re.compile(r"(?s).+")
GROUP = Shape({"name": One(TEXT), "uid": One(TEXT)}, ("name", "uid"))
OCSF_USER = Shape(
    {"uid": One(TEXT), "name": One(TEXT), "org": One(GROUP), "groups": One(GROUP, many=True)},
    ("account", "name", "uid"),
)
OCSF: Final = Shape(
    {
        "category_uid": One(frozenset({6}), must=True),
        "class_uid": One(frozenset({6003}), must=True),
        "activity_id": One(frozenset({0, 1, 2, 3, 4, 99}), must=True),
        "type_uid": One(frozenset({600300, 600301, 600302, 600303, 600304, 600399}), must=True),
        "severity_id": One(frozenset({0, 1, 2, 3, 4, 5, 6, 99}), must=True),
        "status_id": One(frozenset({0, 1, 2, 99})),
        "status": One(TEXT),
        "status_code": One(TEXT),
        "time": One(int, must=True),  # milliseconds
        "duration": One(int),
        "metadata": One(
            Shape(
                {
                    "version": One(re.compile(r"1\.4\.0"), must=True),
                    "product": One(Shape({"name": One(TEXT), "vendor_name": One(TEXT, must=True)}), must=True),
                    "uid": One(TEXT),
                    "correlation_uid": One(TEXT),
                }
            ),
            must=True,
        ),
        "actor": One(
            Shape(
                {"user": One(OCSF_USER), "app_name": One(TEXT)}, ("process", "user", "session", "app_name", "app_uid")
            ),
            must=True,
        ),
        "src_endpoint": One(Shape({"name": One(TEXT), "ip": One(TEXT)}, ("ip", "uid", "name", "hostname")), must=True),
        "api": One(
            Shape({"operation": One(TEXT, must=True), "service": One(Shape({"name": One(TEXT)}, ("name", "uid")))}),
            must=True,
        ),
        "resources": One(
            Shape({"uid": One(TEXT), "type": One(TEXT), "labels": One(TEXT, many=True)}, ("name", "uid")), many=True
        ),
        "unmapped": One(dict),
    }
)

URI, CODE = re.compile(r"\S+"), re.compile(r"[^\s]+(\s[^\s]+)*")
CODING = Shape({"system": One(URI), "code": One(CODE), "display": One(TEXT)})
CONCEPT = Shape({"coding": One(CODING, many=True), "text": One(TEXT)})
IDENTIFIER = Shape({"system": One(URI), "value": One(TEXT)})
REFERENCE = Shape({"identifier": One(IDENTIFIER), "display": One(TEXT)})
ABSENT = Shape(  # the extension of FHIR's own for what is asked and not there, in place of the element's content
    {
        "extension": One(
            Shape(
                {
                    "url": One(re.compile("http://hl7.org/fhir/StructureDefinition/data-absent-reason"), must=True),
                    "valueCode": One(CODE, must=True),
                }
            ),
            must=True,
            many=True,
        )
    }
)
INSTANT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
FHIR: Final = Shape(
    {
        "resourceType": One(frozenset({"AuditEvent"}), must=True),
        "id": One(re.compile(r"[A-Za-z0-9\-.]{1,64}")),
        "meta": One(Shape({"profile": One(URI, many=True)})),
        "type": One(CODING, must=True),
        "subtype": One(CODING, many=True),
        "action": One(frozenset("CRUDE")),
        "recorded": One(INSTANT, must=True),
        "outcome": One(frozenset({"0", "4", "8", "12"})),
        "outcomeDesc": One(TEXT),
        "purposeOfEvent": One(CONCEPT, many=True),
        "agent": One(
            Shape(
                {
                    "type": One(CONCEPT),
                    "role": One(CONCEPT, many=True),
                    "who": One(REFERENCE),
                    "altId": One(TEXT),
                    "name": One(TEXT),
                    "requestor": One(bool, must=True),
                    "policy": One(URI, many=True),
                    "network": One(ABSENT),
                    "purposeOfUse": One(CONCEPT, many=True),
                }
            ),
            must=True,
            many=True,
        ),
        "source": One(Shape({"observer": One(REFERENCE, must=True)}), must=True),
        "entity": One(
            Shape(
                {
                    "what": One(REFERENCE),
                    "type": One(CODING),
                    "role": One(CODING),
                    "detail": One(
                        Shape({"type": One(TEXT, must=True), "valueString": One(TEXT, must=True)}), many=True
                    ),
                }
            ),
            many=True,
        ),
    }
)


BALP_READ: Final = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.Read"
_DICOM = "http://dicom.nema.org/resources/ontology/DCM"
_ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
_OBJECT_ROLES = {("http://terminology.hl7.org/CodeSystem/object-role", code) for code in ("3", "4", "20")}
_BALP_ENTITY = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType"
_PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"


def balp_read_faults(event: Mapping[str, Any]) -> Iterator[str]:
    """Where an AuditEvent is not as ``IHE.BasicAudit.Read`` of BALP 1.1.4 constrains it, beyond what R4 does."""
    if _coded(event["type"]) != ("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest"):
        yield "type"
    if not event.get("subtype"):
        yield "subtype"
    if (event.get("action"), event.get("outcome")) != ("R", "0"):
        yield "action or outcome"
    yield from _agent_faults(event["agent"])
    yield from _entity_faults(event.get("entity", []))


def _agent_faults(agents: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for slice_name, code in (("client", "110152"), ("server", "110153")):
        found = [each for each in agents if (_DICOM, code) in _codes(each)]
        if len(found) != 1 or not {"who", "network"} <= found[0].keys() or "media" in found[0]:
            yield f"agent:{slice_name}"
    users = [each for each in agents if (_PARTICIPATION, "IRCP") in _codes(each)]
    if len(users) > 1 or any(not each["requestor"] or {"media", "network"} & each.keys() for each in users):
        yield "agent:user"


def _entity_faults(entities: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    data = [each for each in entities if _coded(each.get("type", {})) == (_ENTITY_TYPE, "2")]
    if len(data) != 1 or "what" not in data[0] or _coded(data[0]["role"]) not in _OBJECT_ROLES:
        yield "entity:data"
    asked = [each for each in entities if _coded(each.get("type", {})) == (_BALP_ENTITY, "XrequestId")]
    if len(asked) > 1 or any(not each["what"]["identifier"]["value"] for each in asked):
        yield "entity:transaction"


def _coded(coding: Mapping[str, Any]) -> tuple[str | None, str | None]:
    return coding.get("system"), coding.get("code")


def _codes(agent: Mapping[str, Any]) -> set[tuple[str | None, str | None]]:
    return {_coded(each) for each in agent.get("type", {}).get("coding", [])}
