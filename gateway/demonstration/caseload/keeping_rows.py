"""What is kept by acts about cases and about the law: conflicts of interest, and agreements that share nothing."""

from datetime import timedelta

from agencies.directory.tables import AgreementStatus, ConflictStatus
from gateway.demonstration.caseload.desk import Desk, at
from gateway.demonstration.caseload.lives import Life
from policies.vocabulary import Basis

DAYS = timedelta(days=1)
OFFICERS = ("Idris Penhaligon", "Aurelia Finch")  # one proposes, the other decides
SHARING_NOTHING = (
    ("ISA-P1", AgreementStatus.PROPOSED, None),
    ("ISA-P2", AgreementStatus.REFUSED, "Health notes are not needed for this purpose."),
    ("ISA-P3", AgreementStatus.ENDED, "It was replaced by another."),
    ("ISA-P4", AgreementStatus.IN_FORCE, None),  # its last day has passed
)
OVER = (AgreementStatus.ENDED, AgreementStatus.IN_FORCE)


def write_kept(desk: Desk, life: Life) -> None:
    """A conflict that stands and one that was lifted; an agreement at each point of its life, none of which shares."""
    nobody_who_signs_in = (desk.staff.police[-1], desk.staff.seniors[-1])
    for who, status in zip(nobody_who_signs_in, ConflictStatus, strict=True):
        whose = {"principal_id": who.id, "principal_name": who.name, "agency": who.owner, "case_id": life.id}
        nature = "A relative of mine lives next door to his family."
        desk.add("directory.conflict_of_interest", **whose, nature=nature, **_conflict(desk, status))
    for reference, point, because in SHARING_NOTHING:
        _write_agreement(desk, reference, point, because)


def _conflict(desk: Desk, status: ConflictStatus) -> dict[str, object]:
    unit, day = desk.staff.coordinator, desk.today - 90 * DAYS
    declared: dict[str, object] = {"status": status, "declared_at": at(day)}
    if status is ConflictStatus.DECLARED:
        return declared
    by = {"lifted_by_id": unit.id, "lifted_by_name": unit.name, "lifted_because": "The relative moved away."}
    return {**declared, **by, "lifted_at": at(day + 30 * DAYS), "version": 2}


def _write_agreement(desk: Desk, reference: str, status: AgreementStatus, because: str | None) -> None:
    proposed, decided = OFFICERS
    first = desk.today - 200 * DAYS
    told = {"title": "Health notes between police and probation", "proposed_by_name": proposed}
    closed = {"closed_because": because, "closed_by_name": decided, "version": 2} if because else {}
    words = {"purposes": "{manage_risk}", "data_classes": "{health}", "valid_from": first}
    until = {"valid_until": desk.today - 20 * DAYS} if status in OVER else {}
    key = desk.add("directory.agreement", reference=reference, status=status, **told, **words, **closed, **until)
    for owner in ("police", "probation"):
        desk.add("directory.agreement_party", agreement_id=key, owner=owner, basis=Basis.RESPONSIBLE_AUTHORITY)
