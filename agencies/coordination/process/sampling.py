"""How a sample is drawn: by a seed and nothing else, so that anybody can draw it again and nobody can choose.

Each member of the frame has the digest of the seed and its own key; those with the lowest are drawn. A digest depends
on nothing but the two, so the order of the frame does not matter, every member is as likely as every other, and a
member more or fewer leaves the order of the rest as it was. No source asks for strata: a sample may be of one level.
"""

import hashlib
from collections.abc import Iterable
from typing import Final
from uuid import UUID

METHOD: Final = "SHA-256 of seed:key, lowest first"


def place(seed: str, member: UUID) -> str:
    """Where a member of the frame stands: digests in hexadecimal, compared as text."""
    return hashlib.sha256(f"{seed}:{member}".encode()).hexdigest()


def drawn(seed: str, frame: Iterable[UUID], size: int) -> tuple[UUID, ...]:
    """The members that are drawn, in the order of the draw; all of a frame that has no more than ``size``."""
    return tuple(sorted(set(frame), key=lambda member: place(seed, member)))[:size]
