"""What each column of the record tells, and of whom: one word for every column of every table of it.

A test holds this to the database, so that no column comes in without its word; ``docs/audit.md`` prints it. What tells
of a subject is sealed with a key of theirs or is erased with the entries; so once these are erased and the key is
destroyed, neither the tables, nor a dump or a copy that was made before without the keys, tell anything of them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Tells(StrEnum):
    """Of whom a column tells, and what becomes of that."""

    SEALED = "of a subject, sealed: noise once their key is destroyed"
    KEY = "what opens it: kept apart, destroyed with the last entry that needs it"
    ERASED = "of a subject, in the clear: erased once no entry that it rests on is kept"
    IN_VAIN = "what was asked, in an entry about nobody; of one about somebody it is sealed in `question`"
    ASKER = "of whoever asked, and not of whom"
    ANYBODY = "of no one: what a question of a kind shows of anybody"
    LOG = "of no one: places, times, hashes and signatures of the log"
    RULE = "of no one: how long entries are kept, and by whose decision"


S, K, E, V, A, ANY, L, R = Tells

CONTENTS: Final[Mapping[str, Mapping[str, Tells]]] = {
    "audit.entry": {
        "id": L,
        "recorded_at": A,
        "request_id": L,
        "act": A,
        "outcome": A,
        "reason": A,  # a code, never a text that somebody wrote
        "principal_id": A,
        "principal_name": A,
        "agency": A,
        "roles": A,
        "client": A,
        "acting": A,
        "human": A,
        "purpose": A,
        "operation_name": V,
        "document_hash": V,
        "variables": V,
        "subject_set": S,
        "reading": ANY,
        "policy_version": L,
        "row_count": A,
        "duration_us": A,
        "question": S,
    },
    "audit.subject_set": {"digest": S, "members": S, "made_at": L},
    "audit.subject_member": {"alias": S, "digest": S},
    "audit.reading": {"digest": ANY, "body": ANY, "parsed": ANY},
    "audit.leaf": {"index": L, "entry_id": L, "recorded_at": L, "leaf_hash": L},
    "audit.tree_head": {"size": L, "root": L, "frontier": L, "made_at": L, "complete_to": L},
    "audit.checkpoint": {"size": L, "signed_at": L, "root": L, "note": L},
    "audit.cosignature": {"size": L, "witness": L, "made_at": L, "line": L},
    "audit.subtree": {"level": L, "index": L, "hash": L},
    "audit.erasure": {
        "entry_id": L,
        "recorded_at": L,
        "digest": L,
        "rule_id": R,
        "erased_by": L,
        "agency": A,
    },
    "audit.retention_rule": dict.fromkeys(
        (
            "id",
            "rule",
            "version",
            "outcome",
            "purpose",
            "keep_months",
            "decided_by",
            "source",
            "verified",
            "valid_from",
            "valid_until",
        ),
        R,
    ),
    "audit_keys.period": {"starts_on": L, "secret": K},
    "audit_keys.subject_key": {"alias": S, "subject_id": K, "key": K, "period": L},
    "audit_keys.set_key": {"digest": S, "key": K},
    "audit_keys.sealed_set": {"name": K, "digest": S, "key": K, "period": L},
    "coordination.detection": {
        "id": L,
        "rule": R,
        "rule_version": R,
        "says": R,
        "principal_id": A,
        "principal_name": A,
        "agency": A,
        "subject_id": E,
        "found_on": A,
        "first_at": A,
        "last_at": A,
        "accesses": A,
        "entries": L,
        "status": A,
        "outcome": A,
        "reason": E,
        "taken_up_at": A,
        "taken_up_by_id": A,
        "taken_up_by_name": A,
        "closed_at": A,
        "closed_by_id": A,
        "closed_by_name": A,
        "recorded_at": L,
        "recorded_by_id": A,
        "recorded_by_name": A,
        "version": L,
    },
    "coordination.record_hold": {
        "id": L,
        "subject_id": E,
        "principal_id": A,
        "asked_by": E,
        "reason": E,
        "status": R,
        "lift_reason": E,
        "lift_asked_at": A,
        "lift_asked_by_id": A,
        "lift_asked_by_name": A,
        "lifted_at": A,
        "lifted_by_id": A,
        "lifted_by_name": A,
        "recorded_at": L,
        "recorded_by_id": A,
        "recorded_by_name": A,
        "version": L,
    },
}
