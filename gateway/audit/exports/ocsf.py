"""OCSF 1.4, class API Activity (6003): for security operations. What it has no word for is under ``unmapped``.

The class asks for the source of the call (``src_endpoint``). The record keeps no address, so it is the client that
called, by the name under which it is registered. What is not known is left out: the form has no null.
"""

from collections.abc import Mapping

from gateway.audit.entry import Entry
from gateway.audit.selection import Access
from policies.processing import Processing

_ACTIVITIES = {Processing.ERASURE: 4, Processing.COLLECTION: 1, Processing.ALTERATION: 3}  # the first that it is
_READ = 2  # else
_CLASS = 6003
NOT_KNOWN = "not known"
_SUCCESS, _FAILURE, _OTHER = 1, 2, 99  # status_id
_STATUS = {"GRANTED": _SUCCESS, "REFUSED": _FAILURE, "INVALID": _FAILURE, "UNAUTHENTICATED": _FAILURE}


def event(access: Access) -> dict[str, object]:
    """The event of an entry."""
    entry = access.entry
    status = _STATUS.get(entry.outcome, _OTHER)
    activity = next((number for kind, number in _ACTIVITIES.items() if kind.name in access.processing), _READ)
    told: dict[str, object | None] = {
        "category_uid": 6,
        "class_uid": _CLASS,
        "type_uid": _CLASS * 100 + activity,
        "activity_id": activity,
        "severity_id": 1 if status == _SUCCESS else 2,
        "status_id": status,
        "status": entry.outcome,
        "status_code": entry.reason,
        "time": int(entry.recorded_at.timestamp() * 1000),
        "duration": entry.duration_us // 1000,
        "metadata": {
            "version": "1.4.0",
            "uid": str(entry.id),
            "correlation_uid": str(entry.request_id),
            "product": {"name": "MAPPA gateway", "vendor_name": "MAPPA gateway"},
        },
        "actor": _known({"user": _user(entry), "app_name": entry.client}),
        "src_endpoint": {"name": entry.client or NOT_KNOWN},
        "api": {"operation": entry.operation_name or entry.act, "service": {"name": "graphql"}},
        "resources": _resources(access.subjects) or None,
        "unmapped": _known(
            {
                "act": entry.act,
                "acting": list(entry.acting),
                "purpose": entry.purpose,
                "human": entry.human,
                "policy_version": entry.policy_version,
                "reading": access.reading,
                "processing": list(access.processing),
                "holders": list(access.holders),
                "row_count": entry.row_count,
            }
        ),
    }
    return _known(told)


def _known(told: Mapping[str, object | None]) -> dict[str, object]:
    """What is known of it."""
    return {name: value for name, value in told.items() if value is not None}


def _user(entry: Entry) -> dict[str, object]:
    return _known(
        {
            "uid": str(entry.principal_id) if entry.principal_id else None,
            "name": entry.principal_name or NOT_KNOWN,
            "org": {"name": entry.agency} if entry.agency else None,
            "groups": [{"name": role} for role in entry.roles] or None,
        }
    )


def _resources(subjects: Mapping[str, object]) -> list[dict[str, object]]:
    """Each case or person, by the place in which it was seen."""
    return [
        {"uid": str(subject), "type": "case or person", "labels": [place]}
        for place, found in subjects.items()
        if isinstance(found, list | tuple)
        for subject in found
    ]
