"""Which purposes are worth stating: those that a role may state and for which the law then opens anything.

A role counts only in the agency that has it. Elsewhere a purpose may be open to the role, and show nothing but the code
lists that everybody is shown: to offer it would send somebody into an empty house.
"""

from policies.engine import EvaluationFailed, Law
from policies.principal import PrincipalClass
from policies.vocabulary import ENTRUSTED_ACTS, DataClass, Purpose, Role


def opening(law: Law, kind: PrincipalClass) -> frozenset[Purpose]:
    """The purposes open to this kind of principal that show it something, or entrust something to it."""
    return frozenset(
        purpose for purpose in law.purposes(kind) if any(_opens(law, role, kind, purpose) for role in kind.roles)
    )


def _opens(law: Law, role: Role, kind: PrincipalClass, purpose: Purpose) -> bool:
    """Whether the law opens anything. What cannot be told is opened to nobody."""
    try:
        shown = (law.granted(role, kind.agency, purpose, each) for each in DataClass if each is not DataClass.REFERENCE)
        done = (law.entrusted(role, kind.agency, purpose, act) for act in ENTRUSTED_ACTS)
        return any(shown) or any(done)
    except EvaluationFailed:
        return False
