"""Where the databases of the tests are kept: in memory where there is room, since a disk is what most of them wait for.

What is killed loses no more there than on a disk: whatever a process has written, the system keeps.
"""

import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - each folder in it is made anew, for its owner alone
ROOM = 4 * 2**30  # bytes free: two workers with all their databases need one


def database_folder(prefix: str = "mappa-tests-") -> Path:
    """A new folder for a server's data. Not pytest's own, which the server's account cannot enter when we are root."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM
    return Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if has_room else None))
