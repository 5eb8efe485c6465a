"""Why a request ended as it did, as the access record has it by a code: in words.

What an act is refused with has its name in the schema and none here.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from gateway.authentication.refusal import RefusalReason
from gateway.web.words import Words
from schema.limits import Limits
from schema.transport import RefusalCode

_TOO_MUCH: Final = "asked for too much at once"
_CREDENTIALS: Final[Mapping[RefusalReason, str]] = {
    RefusalReason.NO_CREDENTIALS: "came without credentials",
    RefusalReason.EXPIRED: "the sign-in had run out",
    RefusalReason.NOT_YET_VALID: "the sign-in was not valid yet",
    RefusalReason.LIFETIME: "the sign-in was to last longer than is taken",
    RefusalReason.UNKNOWN_CLIENT: "through a system that the directory does not know",
    RefusalReason.SUSPENDED_CLIENT: "through a system that is suspended",
    RefusalReason.HUMAN_MISSING: "a system that speaks for people named nobody",
    RefusalReason.OTHER_AGENCY: "a system of an agency spoke for somebody who works elsewhere",
    RefusalReason.UNKNOWN_PERSON: "by somebody who may not sign in",
    RefusalReason.KEYS_UNAVAILABLE: "the identity provider could not be reached",
    RefusalReason.WRONG_ISSUER: "the sign-in was at another provider",
    RefusalReason.WRONG_AUDIENCE: "the sign-in was meant for another system",
    RefusalReason.BAD_SIGNATURE: "the sign-in was not signed by the identity provider",
}
_NOT_READ: Final = "what came as credentials could not be read as such"
REASONS: Final[Mapping[str, str]] = {  # by the code in small letters
    **{each.value: _CREDENTIALS.get(each, _NOT_READ) for each in RefusalReason},
    **{each.name: _TOO_MUCH for each in fields(Limits)},
    **{each.value.lower(): "was not sent as GraphQL is" for each in RefusalCode},
    "validation": "asked for what the schema does not have",
    "variables": "a value was not of the kind that was asked for",
    "argument": "a value was not one that is taken",
    "value": "a value was not one that is taken",
    "introspection": "asked the schema for what it does not tell",
    "one-change": "several changes in one request",
    "graphqlsyntaxerror": "was not written as GraphQL is",
    "operationnotfound": "named an operation that was not sent",
    "purpose": "no purpose was stated, or one that is not open to them",
    "role": "in no role that they hold",
    "sign_in": "they were to sign in again first",
    "not_permitted": "not theirs to do",
    "repeated": "sent again: nothing was changed twice",
    "flood": "many alike, by nobody who is known",
    "store": "the records could not be read",
    "audit": "the access could not be recorded",
    "uncertain": "whether it was changed was not certain",
}


def ended(words: Words, code: str) -> str:
    """Why it ended so; by its name what is refused of an act."""
    known = REASONS.get(code.lower())
    return words.say(known) if known else words.name(code.upper())
