"""The law that requests are decided by, and how another takes its place while the gateway serves.

A request is decided by the law that was in force when it came, all of it; the next request by the next law. What was
kept under the old one (permits, statements, ids, cursors) bears its version and serves nobody else. A law that does not
load changes nothing: the old one goes on, and the log says why.
"""

from pathlib import Path

import structlog

from policies.engine import Law
from policies.grammar import PolicyRefused

log = structlog.get_logger("gateway")


class LawInForce:
    """The law of a directory, as it was when last it loaded. ``PolicyRefused`` where it does not load at first.

    ``loaded`` is that law where somebody has loaded it already.
    """

    def __init__(self, directory: Path | None = None, loaded: Law | None = None) -> None:
        self._directory = directory
        self.current = loaded or Law.load(directory)

    def reload(self) -> bool:
        """Read the directory again; whether what it holds is in force now."""
        try:
            law = Law.load(self._directory)
        except (PolicyRefused, OSError, UnicodeDecodeError) as refused:
            log.error(  # noqa: TRY400 - the refusal names file, line and remedy
                "law refused", in_force=self.current.version, problem=str(refused)
            )
            return False
        log.info("law loaded", before=self.current.version, in_force=law.version)
        self.current = law
        return True
