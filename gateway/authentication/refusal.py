"""The one answer to everybody who is not let in.

A caller learns nothing from the answer: not whether the signature, the clock or the directory refused them. Why is
kept in ``reason``, which goes into the access record and the log and nowhere else.
"""

from enum import StrEnum
from typing import Final

MESSAGE: Final = "Sign in again: this request carries no credentials that the platform accepts."


class RefusalReason(StrEnum):
    """Why credentials were refused. For the access record only."""

    NO_CREDENTIALS = "no_credentials"
    REPEATED_HEADER = "repeated_header"
    OVERLONG = "overlong"
    NOT_BEARER = "not_bearer"
    MALFORMED = "malformed"
    WRONG_TYPE = "wrong_type"  # not an RFC 9068 access token: an ID token, say
    WRONG_ALGORITHM = "wrong_algorithm"
    REFUSED_HEADER = "refused_header"  # a header that would have the token name its own key or rules
    UNKNOWN_KEY = "unknown_key"
    KEYS_UNAVAILABLE = "keys_unavailable"
    BAD_SIGNATURE = "bad_signature"
    MISSING_CLAIM = "missing_claim"
    MALFORMED_CLAIM = "malformed_claim"
    WRONG_ISSUER = "wrong_issuer"
    WRONG_AUDIENCE = "wrong_audience"
    SENDER_CONSTRAINED = "sender_constrained"  # bound to a key, and presented as a plain bearer token
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    LIFETIME = "lifetime"
    ACT_CHAIN = "act_chain"
    UNKNOWN_CLIENT = "unknown_client"
    SUSPENDED_CLIENT = "suspended_client"
    HUMAN_MISSING = "human_missing"
    OTHER_AGENCY = "other_agency"  # an agency's own system, for somebody who works elsewhere
    UNKNOWN_PERSON = "unknown_person"


class Unauthenticated(Exception):
    """No good credentials: 401, with the same message whatever the cause."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(MESSAGE)
        self.reason = reason
