"""The directory as those read it who keep it, and those who audit it: who may sign in, as what, since when and why."""

from agencies.directory.tables import audit_appointment, principal, principal_area, principal_clearance, principal_role
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column, many, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByAccess

_PRINCIPAL, _ROLE, _CLEARANCE, _AREA = principal.c, principal_role.c, principal_clearance.c, principal_area.c
_SCOPE = audit_appointment.c


class Principal(Record):
    """Somebody, or an agency's system, that may sign in."""

    table = principal
    scope = ByAccess()
    exists = DataClass.ADMINISTRATION
    owner = "platform"
    order = Order("name")

    name = column(_PRINCIPAL.name, "Their name.", filters=True, sorts=True)
    signs_in_as = column(_PRINCIPAL.subject, "What their identity provider calls them.", filters=True)
    agency = column(_PRINCIPAL.agency, "Whom they work for, in the words of the law.", filters=True)
    body = column(_PRINCIPAL.owner, "The owner code of what their agency or body holds.", filters=True)
    clearance = column(_PRINCIPAL.clearance, "The clearance in force, in the words of the law.", filters=True)
    clearance_until = column(_PRINCIPAL.clearance_until, "The day on which it no longer holds.")
    status = column(_PRINCIPAL.status, "Whether they may sign in.", filters=True)
    suspended_because = column(_PRINCIPAL.suspended_because, "Why they may not.")
    version = column(_PRINCIPAL.entry_version, "How often it was changed; what an act on it expects you to have seen.")
    appointments = many("Appointment", _PRINCIPAL.id, _ROLE.principal_id, "Their roles.")
    clearances = many("ClearanceGrant", _PRINCIPAL.id, _CLEARANCE.principal_id, "What they were vetted for.")
    posts = many("Post", _PRINCIPAL.id, _AREA.principal_id, "The areas in which they work.")


class Appointment(Record):
    """A role that somebody holds, held, or is proposed for."""

    table = principal_role
    scope = ByAccess()
    exists = DataClass.ADMINISTRATION
    owner = "platform"
    order = Order("valid_from", descending=True)

    role = column(_ROLE.role, "The role, in the words of the law.", filters=True)
    area = column(_ROLE.area_id, "The number of the MAPPA area that it opens.", filters=True)
    audits = column(_ROLE.reach, "Of an auditor or inspector: whose accesses they look into.", filters=True)
    audits_agency = column(_ROLE.audited_owner, "The code of the agency or body whose accesses, where it is one's.")
    warrant = column(_ROLE.warrant, "Of an inspector of an area: whether they are shown its cases as well.")
    valid_from = column(_ROLE.valid_from, "Its first day.", filters=True, sorts=True)
    valid_until = column(_ROLE.valid_until, "The day on which it no longer holds.", filters=True, sorts=True)
    status = column(_ROLE.status, "Whether it is in force.", filters=True)
    reason = column(_ROLE.reason, "What it rests on.")
    proposed_by_name = column(_ROLE.proposed_by_name, "Who proposed it.")
    approved_by_name = column(_ROLE.approved_by_name, "Who put it in force.")
    closed_because = column(_ROLE.closed_because, "Why it was refused, or ended.")
    closed_by_name = column(_ROLE.closed_by_name, "Who refused or ended it.")
    version = column(_ROLE.version, "How often it was changed; what an act on it expects you to have seen.")
    principal = one("Principal", _ROLE.principal_id, _PRINCIPAL.id, "Who acts in it.")


class AuditScope(Record):
    """Whose accesses an auditor or inspector may look into, as far as the role that they hold opens it."""

    table = audit_appointment
    scope = ByAccess()
    exists = DataClass.ADMINISTRATION
    owner = "platform"
    order = Order("valid_from", descending=True)

    role = column(_SCOPE.role, "The role in which they look, in the words of the law.", filters=True)
    reach = column(_SCOPE.reach, "Whose accesses.", filters=True)
    agency = column(_SCOPE.owner, "The code of the agency or body whose accesses, where it is one's.")
    area = column(_SCOPE.area_id, "The number of the MAPPA area whose accesses, where it is one's.")
    decided_by = column(_SCOPE.decided_by, "Who decided so.")
    reason = column(_SCOPE.reason, "What it rests on.")
    valid_from = column(_SCOPE.valid_from, "Its first day.", filters=True, sorts=True)
    valid_until = column(_SCOPE.valid_until, "The day on which it no longer holds.", filters=True)
    principal = one("Principal", _SCOPE.principal_id, _PRINCIPAL.id, "Who looks.")


class ClearanceGrant(Record):
    """A clearance that somebody has, had, or is proposed for."""

    table = principal_clearance
    scope = ByAccess()
    exists = DataClass.ADMINISTRATION
    owner = "platform"
    order = Order("clearance")

    clearance = column(_CLEARANCE.clearance, "The clearance, in the words of the law.", filters=True)
    valid_until = column(_CLEARANCE.valid_until, "The day on which it no longer holds.", filters=True)
    status = column(_CLEARANCE.status, "Whether it is in force.", filters=True)
    reason = column(_CLEARANCE.reason, "The vetting that it rests on.")
    proposed_by_name = column(_CLEARANCE.proposed_by_name, "Who proposed it.")
    approved_by_name = column(_CLEARANCE.approved_by_name, "Who put it in force.")
    closed_because = column(_CLEARANCE.closed_because, "Why it was refused, or ended.")
    version = column(_CLEARANCE.version, "How often it was changed; what an act on it expects you to have seen.")
    principal = one("Principal", _CLEARANCE.principal_id, _PRINCIPAL.id, "Whose it is.")


class Post(Record):
    """That somebody works in an area, or co-ordinates it."""

    table = principal_area
    scope = ByAccess()
    exists = DataClass.ADMINISTRATION
    owner = "platform"
    order = Order("area")

    area = column(_AREA.area_id, "The number of the MAPPA area.", filters=True)
    relation = column(_AREA.relation, "What they do there.", filters=True)
    valid_from = column(_AREA.valid_from, "Its first day.")
    valid_until = column(_AREA.valid_until, "The day on which it no longer holds.")


ROOTS = (
    Root(
        "principals",
        "Principal",
        "Who may sign in, and in which roles, for those who keep the directory and audit access.",
        arguments=(
            Argument("signsInAs", "signs_in_as", Operator.EQUALS, "Only whom their provider calls so."),
            Argument("agency", "agency", Operator.EQUALS, "Only those who work for this agency."),
        ),
    ),
    Root(
        "appointments",
        "Appointment",
        "Roles that are held, were, or are proposed.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only those that have come so far."),
            Argument("role", "role", Operator.EQUALS, "Only this role."),
        ),
    ),
    Root("auditScopes", "AuditScope", "Who may look into whose accesses, as what, since when, by whose decision."),
    Root(
        "clearances",
        "ClearanceGrant",
        "Clearances that are held, were, or are proposed.",
        arguments=(Argument("status", "status", Operator.EQUALS, "Only those that have come so far."),),
    ),
)
