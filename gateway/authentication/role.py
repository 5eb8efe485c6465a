"""The role in which a caller acts, where they hold several: one of those, by its code, or all of them together.

It may stand in the ``Acting-Role`` header or in ``extensions.role`` of the request. Stated in both, it must be the same
in both, as a purpose must. It never opens what the caller does not hold: it only puts the other roles aside.
"""

from policies.vocabulary import Role


class RoleRefused(Exception):
    """The role that was stated is none that the caller holds: 400. ``held`` has the codes of those that they do."""

    def __init__(self, problem: str, held: frozenset[Role]) -> None:
        self.held = codes(held)
        super().__init__(f"{problem} {self._remedy()}")

    def _remedy(self) -> str:
        if not self.held:
            return "You hold no role: ask the administrator of the platform which you should hold."
        return f"Send an Acting-Role header with one of: {', '.join(self.held)}; or none, to act in all of them."


def codes(roles: frozenset[Role]) -> tuple[str, ...]:
    """The codes of roles, in the law's order."""
    return tuple(role.name for role in Role if role in roles)


def state_role(header: str | None, extension: object, held: frozenset[Role]) -> Role | None:
    """The role stated, by its code: the name of a member of ``Role``, case-sensitive; None where none was.

    ``header`` is the value of ``Acting-Role`` and ``extension`` that of ``extensions.role``, None where absent.
    """
    stated = [code for code in (header, extension) if code is not None]
    if not stated:
        return None
    if stated[0] != stated[-1]:
        raise RoleRefused("State one role: the header and extensions.role differ.", held)
    return _held(stated[0], held)


def _held(code: object, held: frozenset[Role]) -> Role:
    """A role that is unknown and one that the caller does not hold are refused in the same words."""
    role = Role.__members__.get(code) if isinstance(code, str) else None
    if role is None or role not in held:
        raise RoleRefused("State a role that you hold.", held)
    return role
