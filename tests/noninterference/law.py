"""The law read a second time: permits worked out from the rules' text in plain Python, without Polar; and other laws.

Under the law in force whoever sees a case sees most of what its lists sort and filter by, and a mask that is never
needed is never tried. So half of all trials are under a law that grants by chance: nothing may rest on the law's
habits.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from random import Random

from policies.agreement import Shared
from policies.lint import check
from policies.mandate import Mandate
from policies.permit import Cell, Decision, Permit, every_cell
from policies.principal import PrincipalClass
from policies.processing import ABOUT_NOBODY
from policies.reading import Reading
from policies.sources import DIRECTORY, read
from policies.vocabulary import Act, Agency, DataClass, Handling, Ownership, Purpose, Role, Standing
from tests.policies.laws import law
from tests.schema.askers import by_some

BY_THE_READING = frozenset({"a second reading"})
Words = Iterable[str]
Word = DataClass | Act


@cache
def reading() -> Reading:
    """The rules in force."""
    return check(read(DIRECTORY))


@cache
def purposes(kind: PrincipalClass) -> frozenset[Purpose]:
    """The purposes open to any of the roles."""
    return frozenset(purpose for role in kind.roles for purpose in Purpose if _is_open(role, purpose))


@cache
def _is_open(role: Role, purpose: Purpose) -> bool:
    return any(role in roles and purpose in words for roles, words in reading().boxes("open_to"))


@cache
def permit(kind: PrincipalClass, purpose: Purpose) -> Permit:
    """What any role is granted for the purpose, less what any role is denied."""
    sharing = {each: _shared(kind, purpose, each) for each in DataClass}
    decisions = {each: _decided(kind, purpose, each, sharing[each]) for each in DataClass}
    return Permit(kind, purpose, "a second reading", decisions, sharing)


def _shared(kind: PrincipalClass, purpose: Purpose, data_class: DataClass) -> Shared | None:
    """Whose of the class is shared with them: of the parties of agreements on a basis that their agency may rest on."""
    if any(data_class in words for (words,) in reading().boxes("about_no_case")):
        return None
    bases = {basis for agencies, found in reading().boxes("rests_on") if kind.agency in agencies for basis in found}
    resting = [
        (agreement, basis)
        for agreement in kind.agreements
        for owner, basis in agreement.parties
        if owner == kind.owner and basis in bases
        if purpose in agreement.purposes and data_class in agreement.data_classes
    ]
    owners = frozenset(owner for agreement, _ in resting for owner, _ in agreement.parties)
    return Shared(owners, frozenset((agreement.reference, basis) for agreement, basis in resting))


def _decided(kind: PrincipalClass, purpose: Purpose, data_class: DataClass, sharing: Shared | None) -> Decision:
    stating = [role for role in kind.roles if _is_open(role, purpose)]
    granted = {cell for role in stating for cell in _granted(role, kind.agency, purpose, data_class)}
    if sharing is not None and not sharing:
        granted = {cell for cell in granted if cell.ownership is Ownership.OWN}
    withheld = {cell for role in kind.roles for cell in _withheld(role, kind.clearance, data_class)}
    return Decision(dict.fromkeys(granted, BY_THE_READING), dict.fromkeys(withheld, BY_THE_READING))


@cache
def _granted(role: Role, agency: str, purpose: Purpose, what: Word, by: str = "shown") -> frozenset[Cell]:
    found: set[Cell] = set()
    for _, roles, agencies, stated, words, standings, items, ownerships in reading().boxes(by):
        if role in roles and agency in agencies and purpose in stated and what in words:
            found |= _cells(standings, frozenset(Handling), items, ownerships)
    return frozenset(found)


@cache
def _withheld(role: Role, clearance: str, what: Word, by: str = "withheld") -> frozenset[Cell]:
    found: set[Cell] = set()
    for _, roles, clearances, words, standings, handlings, items, ownerships in reading().boxes(by):
        if role in roles and clearance in clearances and what in words:
            found |= _cells(standings, handlings, items, ownerships)
    return frozenset(found)


def _exporting(act: Act, stating: list[Role], kind: PrincipalClass, purpose: Purpose) -> set[Cell]:
    done = {cell for role in stating for cell in _granted(role, kind.agency, purpose, act, "done")}
    return done - {cell for role in kind.roles for cell in _withheld(role, kind.clearance, act, "barred")}


def exported(permit: Permit) -> Permit | None:
    """What may be taken out of what a permit shows: in the places where export is done, and what is about nobody."""
    kind, purpose = permit.kind, permit.purpose
    stating = [role for role in kind.roles if _is_open(role, purpose)]
    places = {act: _exporting(act, stating, kind, purpose) for act in (Act.EXPORT, Act.EXPORT_ACCESS_RECORD)}
    if not any(places.values()):
        return None
    of_cases, of_accesses = places.values()
    decisions = {
        each: found
        if each in ABOUT_NOBODY
        else _kept(found, of_accesses if each is DataClass.ACCESS_RECORD else of_cases)
        for each, found in permit.decisions.items()
    }
    return replace(permit, decisions=decisions, exported=True)


def _kept(found: Decision, places: Collection[Cell]) -> Decision:
    return Decision({cell: found.granted_by[cell] for cell in found.granted_by if cell in places}, found.withheld_by)


@cache
def _cells(standings: Words, handlings: Words, items: Words, ownerships: Words) -> frozenset[Cell]:
    wanted = set(product(standings, handlings, items, ownerships))
    return frozenset(c for c in every_cell() if (c.standing, c.handling, c.item, c.ownership) in wanted)


@dataclass(frozen=True, slots=True)
class ByChance:
    """A law that grants one principal by chance; nothing to whoever is excluded. It answers as ``policies.engine``."""

    granted: Permit

    @property
    def version(self) -> str:
        return self.granted.policy_version

    def permit(self, kind: PrincipalClass, purpose: Purpose) -> Permit:
        return replace(self.granted, kind=kind, purpose=purpose)

    def export_permit(self, kind: PrincipalClass, purpose: Purpose, **_minutes: bool) -> Permit | None:
        return exported(self.permit(kind, purpose))  # whoever takes out minutes takes out the rest as well

    def purposes(self, kind: PrincipalClass) -> frozenset[Purpose]:
        return purposes(kind)

    def opening(self, kind: PrincipalClass, **_leads: bool) -> frozenset[Purpose]:
        return purposes(kind)

    def mandate(self, kind: PrincipalClass, purpose: Purpose) -> Mandate:
        """What may be done is as the law in force has it: nothing is done here."""
        return law().mandate(kind, purpose)

    @classmethod
    def drawn(cls, random: Random) -> "ByChance":
        """Cases are known to nearly everybody; of everything else a share is shown, cell by cell."""
        cells = [cell for cell in every_cell() if cell.standing is not Standing.EXCLUDED]
        decisions = {each: _drawn(random, cells, each) for each in DataClass}
        nobody = PrincipalClass(frozenset(), Agency.PLATFORM, "")
        return cls(
            Permit(nobody, Purpose.MANAGE_RISK, f"chance {random.getrandbits(64):x}", decisions, by_some(random))
        )


@dataclass(frozen=True, slots=True)
class InForce:
    """Holds a law of chance as ``gateway.law_in_force`` holds the law."""

    current: ByChance


def _drawn(random: Random, cells: Sequence[Cell], data_class: DataClass) -> Decision:
    share = 0.95 if data_class is DataClass.EXISTENCE else random.choice((0.2, 0.5, 0.8))
    shown = [cell for cell in cells if random.random() < share]
    return Decision(dict.fromkeys(shown, frozenset({"chance"})), {})
