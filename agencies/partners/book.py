"""The bodies under the duty to co-operate, as they are delivered: the kinds that CJA 2003 s.325(6) names."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

_KEYS: Final = UUID("0b0f3f57-2c0d-5a53-8f0a-9d1c6a1f6d2e")  # the namespace of delivered bodies
SINCE: Final = date(2004, 4, 5)  # when the sections on arrangements came into force
SOURCE: Final = "MAPPA guidance, chapter 3 (2022)"

BODIES: Final = (
    ("housing", "Local housing authority", "CJA 2003 s.325(6)"),
    ("registered_providers", "Private registered providers of social housing", "CJA 2003 s.325(6)"),
    ("health", "NHS trust, integrated care board or local health board", "CJA 2003 s.325(6)"),
    ("nhs_england", "NHS England", "CJA 2003 s.325(6)"),
    ("jobcentre", "Department for Work and Pensions", "CJA 2003 s.325(6)"),
    ("education", "Local authority: education", "CJA 2003 s.325(6)"),
    ("social_care", "Local authority: social services", "CJA 2003 s.325(6)"),
    ("youth_offending", "Youth offending team", "CJA 2003 s.325(6)"),
    ("electronic_monitoring", "Electronic monitoring provider", "CJA 2003 s.325(6)"),
    ("immigration", "UK Visas and Immigration, Border Force and Immigration Enforcement", "CJA 2003 s.325(6)"),
    ("defence", "Ministry of Defence", "CJA 2003 s.325(6)"),
)


def body_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each body as (``schema.table``, its columns)."""
    for code, name, basis in BODIES:
        row = {"id": uuid5(_KEYS, code), "code": code, "name": name, "statutory_basis": basis}
        yield "partners.body", row | {"effective_from": SINCE, "source": SOURCE, "verified": False}
