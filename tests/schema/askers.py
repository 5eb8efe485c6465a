"""Who asks: every kind of principal there is a persona for, and more, each standing here and there or nowhere."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

from gateway.demonstration.personas import PERSONAS
from policies.agreement import NOT_SHARED, Shared
from policies.permit import Decision, Permit, every_cell
from policies.principal import PrincipalClass, Standings
from policies.vocabulary import Agency, Basis, Clearance, DataClass, Purpose, Role, Standing
from tests.policies.laws import kind_of
from tests.schema.asking import UNTIL, Asker, World
from tests.schema.world import AREAS, OWNERS

PERSONA_KINDS = {each.name: kind_of(each.roles, each.agency, each.owner, each.clearance) for each in PERSONAS}
CLEARED = Clearance.TERRORISM
MORE_KINDS = (
    kind_of(frozenset({Role.POLICE_OFFENDER_MANAGER}), Agency.POLICE, "police", CLEARED),
    kind_of(frozenset({Role.POLICE_INTELLIGENCE}), Agency.POLICE, "police", CLEARED),
    kind_of(frozenset({Role.PRISON_SECURITY, Role.PRISON_OFFENDER_MANAGER}), Agency.PRISON, "prison"),
    kind_of(frozenset({Role.SENIOR_PROBATION_OFFICER}), Agency.PROBATION, "probation", CLEARED),
    kind_of(frozenset({Role.CHAIR, Role.MAPPA_COORDINATOR}), Agency.COORDINATION, "coordination", CLEARED),
    kind_of(frozenset({Role.AGENCY_REPRESENTATIVE}), Agency.PROBATION, "probation"),
    kind_of(frozenset({Role.AGENCY_SYSTEM}), Agency.PROBATION, "probation"),
    kind_of(frozenset({Role.ASSOCIATE}), Agency.PARTNER, "housing"),
)
KINDS = tuple(dict.fromkeys((*PERSONA_KINDS.values(), *MORE_KINDS)))  # two personas may be of one kind


def some(random: Random, all_of_them: Sequence[Any], share: float) -> tuple[Any, ...]:
    """Some of them, or none."""
    return tuple(each for each in all_of_them if random.random() < share)


def standings(world: World, random: Random) -> Standings:
    """Lists of every length, overlapping as they like."""
    cases: list[UUID] = [row.id for row in world.holdings.rows["Case"]]
    meetings: list[UUID] = [row.id for row in world.holdings.rows["Meeting"]]
    shares = [random.choice((0.0, 0.15, 0.5)) for _ in range(6)]
    lists = Standings(
        1,
        UNTIL,
        excluded=some(random, cases, shares[0] / 3),
        permitted=some(random, cases, shares[1] * 2),
        emergency=some(random, cases, shares[2] / 2),
        assigned=some(random, cases, shares[3] * 1.5),
        convened=some(random, cases, shares[4]),
        meetings=some(random, meetings, shares[5]),
        coordinated_areas=random.choice(((), (), (2,), (1, 3))),
        areas=random.choice(((), (1,), (1, 2), AREAS)),
    )
    audited = ("police", "housing") if len(lists.areas) == 2 else ()
    return replace(lists, audits_all=len(lists.areas) == 1, audited_owners=audited)


def busy(world: World, random: Random) -> Standings:
    """Lists that all hold something."""
    cases: list[UUID] = [row.id for row in world.holdings.rows["Case"]]
    meetings: list[UUID] = [row.id for row in world.holdings.rows["Meeting"]]
    return Standings(
        1,
        UNTIL,
        excluded=some(random, cases, 0.1),
        permitted=some(random, cases, 0.7),
        emergency=some(random, cases, 0.1),
        assigned=some(random, cases, 0.5),
        convened=some(random, cases, 0.4),
        meetings=some(random, meetings, 0.5),
        coordinated_areas=(2,),
        areas=(1,),
        audits_all=True,
    )


def permitted(world: World) -> list[Permit]:
    """Every permit of the law for these kinds."""
    return [world.law.permit(kind, purpose) for kind in KINDS for purpose in sorted(world.law.purposes(kind))]


def persona_askers(world: World, seed: int = 3) -> dict[str, Asker]:
    """One asker for each persona, for the purpose that shows most, standing wherever it helps."""
    random = Random(seed)
    found = {}
    for name, kind in PERSONA_KINDS.items():
        permits = [world.law.permit(kind, purpose) for purpose in sorted(world.law.purposes(kind))]
        widest = max(permits, key=lambda permit: sum(len(permit.shown(each)) for each in DataClass))
        found[name] = Asker(widest, busy(world, random))
    return found


def invented(random: Random) -> Permit:
    """A permit of no law: any cells shown, so that no regularity of the law hides a fault; none to who is excluded."""
    cells = [cell for cell in every_cell() if cell.standing is not Standing.EXCLUDED]
    kind = PrincipalClass(frozenset({Role.CHAIR}), Agency.POLICE, random.choice(OWNERS))
    decisions = {each: _decision(random, cells) for each in DataClass}
    return Permit(kind, Purpose.MANAGE_RISK, f"invented-{random.random()}", decisions, by_some(random))


def by_some(random: Random) -> dict[DataClass, Shared | None]:
    """For each class some owners who share it, and for a few none or all."""
    shares: list[Shared | None] = [None, NOT_SHARED, Shared(frozenset(OWNERS), RESTS)]
    shares += [Shared(frozenset(random.sample(OWNERS, 4)), RESTS) for _ in range(6)]
    return {each: random.choice(shares) for each in DataClass}


RESTS = frozenset({("an agreement", Basis.RESPONSIBLE_AUTHORITY)})


def _decision(random: Random, cells: Sequence[Any]) -> Decision:
    share = random.choice((0.0, 0.3, 0.9, 1.0))
    by_facts = {facts: random.random() < share for facts in product(range(7), range(4), range(4), range(2))}
    shown = [cell for cell, facts in zip(every_cell(), by_facts, strict=True) if by_facts[facts] and cell in cells]
    return Decision({cell: frozenset({"invented"}) for cell in shown}, {})
