"""The words used of a person. Each member's value is its name, which is also its GraphQL name."""

from enum import StrEnum


class Gender(StrEnum):
    """Gender as recorded by the agency that supplied the person."""

    FEMALE = "FEMALE"
    MALE = "MALE"
    NON_BINARY = "NON_BINARY"
    OTHER = "OTHER"
    NOT_RECORDED = "NOT_RECORDED"


class AliasKind(StrEnum):
    """Why another name is known. Nicknames are kept because they matter to gang links (MAPPA A, section 2)."""

    ALIAS = "ALIAS"
    PREVIOUS_NAME = "PREVIOUS_NAME"
    NICKNAME = "NICKNAME"
    PREFERRED_NAME = "PREFERRED_NAME"
    SPELLING = "SPELLING"


class IdentifierStatus(StrEnum):
    """Whether an identifier still names the person. People are merged and numbers are corrected: none is deleted."""

    CURRENT = "CURRENT"
    SUPERSEDED = "SUPERSEDED"
    REJECTED = "REJECTED"  # did not parse or was refused; its raw text is kept
