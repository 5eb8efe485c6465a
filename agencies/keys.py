"""The keys of records: in the order of their making, and made where they are needed, without asking the database."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A time-ordered UUID (RFC 9562 section 5.7)."""
    return UUID(bytes=uuid7_bytes())


def uuid7_bytes() -> bytes:
    """The sixteen bytes of one."""
    stamp = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10))
    value = stamp << 80 | 0x7 << 76 | (random >> 68) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return value.to_bytes(16)
