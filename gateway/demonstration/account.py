"""The system account the embedded PostgreSQL runs as.

PostgreSQL refuses to run as root, yet containers and fresh machines are often used as root. Then the server runs as
an account without a login, which owns the data and may pass through (never list) the folders on the way to it.
"""

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ACCOUNT = "embedded_postgres"
SEARCH = stat.S_IXGRP | stat.S_IXOTH
READ = stat.S_IRGRP | stat.S_IROTH


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL cannot do what was asked. The message is one sentence and its remedy."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server; ``None`` is whoever runs this process."""

    uid: int | None = None
    gid: int | None = None

    @property
    def as_options(self) -> dict[str, Any]:
        """What ``subprocess`` needs to run a command as this account."""
        return {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def take(self, path: Path) -> None:
        """Give the account a file or folder that this process has just made."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def open_way_to(self, path: Path) -> None:
        """Let the account pass through the folders above a path; what is in them stays unlisted."""
        if self.uid is None:
            return
        for folder in path.resolve().parents:
            _allow(folder, SEARCH)

    def open_tree(self, folder: Path) -> None:
        """Let the account read and run a tree, where the installer's umask kept it to root."""
        if self.uid is None:
            return
        for path in (folder, *folder.rglob("*")):
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            _allow(path, READ | SEARCH if runs else READ)


def account_for(data: Path) -> Account:
    """The account that may own ``data``: ourselves, or for root the folder's owner, or an account made for it."""
    if os.geteuid() != 0:
        return Account()
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    entry = _entry() or _make_entry()
    return Account(entry.pw_uid, entry.pw_gid)


def _allow(path: Path, bits: int) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & bits != bits:
        path.chmod(mode | bits)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return None


def _make_entry() -> pwd.struct_passwd:
    """Make the account, as only root can; where there is no useradd, or it fails, say what else to do."""
    command = ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", ACCOUNT]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise EmbeddedPostgresError(
            f"PostgreSQL refuses to run as root, and the account {ACCOUNT} could not be made for it. "
            f"Run this as an ordinary user, or make the account first: {' '.join(command)}"
        ) from error
    return pwd.getpwnam(ACCOUNT)
