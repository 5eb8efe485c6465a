"""Where a principal stands, read from whoever holds it: assignments, invitations, exclusions, grants, areas.

One statement gathers a principal's facts. Facts bound in time carry when the next one begins or ends, so that a kept
copy is not used past it; every other change raises the principal's version in the same transaction.

``$5`` holds the roles that they act in, where they have put others aside: what was opened with an appointment in one of
those is put aside with it. Whoever they manage, and where they are invited or excluded, is so in whichever role.
"""

from agencies.police import tables as police
from agencies.prison import tables as prison
from agencies.probation import tables as probation

# Who manages a person, or liaises with their victim: the table, and its column with the practitioner's id.
ASSIGNMENTS = (
    (police.managed_person, "offender_manager_id"),
    (prison.offender_manager, "offender_manager_id"),
    (probation.supervision, "offender_manager_id"),
    (probation.victim_contact, "liaison_officer_id"),
)


def _live(alias: str) -> str:
    return f"{alias}.valid_from <= $3 and ({alias}.valid_until is null or {alias}.valid_until > $3)"


def _assigned() -> str:
    return " union ".join(
        f"select c.id from {table.fullname} a join coordination.case c on c.person_id = a.person_id"
        f" where a.{column} = p.id and a.superseded_by is null and {_live('a')}"
        for table, column in ASSIGNMENTS
    )


def _limited(kind: str) -> str:
    return (
        "select c.id from probation.access_limit l join coordination.case c on c.person_id = l.person_id"
        f" where l.principal_id = p.id and l.kind = '{kind}' and l.superseded_by is null and {_live('l')}"
    )


_CLEARANCE = "case when p.clearance_until is null or p.clearance_until > $3 then p.clearance else 'none' end"
_CONFLICTED = (
    "select x.case_id from directory.conflict_of_interest x where x.principal_id = p.id and x.status = 'DECLARED'"
)
_INVITED = (
    "coordination.invitation i where i.principal_id = p.id and i.circulated_at <= $4"
    " and (i.valid_until is null or i.valid_until > $4)"
)
_CONVENED = (
    "select mc.case_id from coordination.meeting_case mc join coordination.invitation i on i.meeting_id = mc.meeting_id"
    " where i.principal_id = p.id and i.circulated_at <= $4 and (i.valid_until is null or i.valid_until > $4)"
    " and (i.for_case_id is null or i.for_case_id = mc.case_id)"
    " and mc.status <> 'WITHDRAWN'"  # taken off the agenda: nobody is called for it any more
)
_EMERGENCY = (
    "select g.case_id from directory.emergency_grant g"
    " where g.principal_id = p.id and g.granted_at <= $4 and g.ends_at > $4"
)


_SHARED = "coordination.shared_item s where s.principal_id = p.id and s.status = 'SHARED' and s.ends_on >= $3"
_OPENED = "coordination.case_opening o where o.principal_id = p.id and o.status = 'OPEN' and o.ends_on >= $3"


def _acted_in(alias: str) -> str:
    return f"($5::text[] is null or {alias}.role = any($5))"


# An inspector stands in the areas of their warrants, which open them by rows of their own key, and in no other:
# whatever else they do in an area shows them no case of it.
_INSPECTS = (
    "select from directory.principal_role i where i.principal_id = p.id and i.role = 'inspector'"
    f" and i.status = 'IN_FORCE' and {_live('i')} and {_acted_in('i')}"
)
_OPENS = f"(not exists ({_INSPECTS}) or exists (select from directory.audit_appointment w where w.id = r.id))"


def _areas(relation: str) -> str:
    opens = f" and {_OPENS}" if relation == "WORKS_IN" else ""
    return (
        "select r.area_id from directory.principal_area r"
        f" where r.principal_id = p.id and r.relation = '{relation}' and {_live('r')}{opens}"
        f" and not exists (select from directory.principal_role w where w.id = r.id and not {_acted_in('w')})"
    )


def _within(relation: str) -> str:
    """Whether all cases of the principal's lists lie in these areas; a case that moves raises their version.

    Never where a case was opened to somebody, or an item shared with them: those are listed beside the areas.
    """
    listed = f"{_EMERGENCY} union {_assigned()} union {_CONVENED}"
    return (
        f"not exists (select from {_OPENED}) and not exists (select from {_SHARED})"
        f' and not exists (select from ({listed}) as l (id) join coordination."case" c on c.id = l.id'
        f" where c.area_id not in ({_areas(relation)}))"
    )


def _leads() -> str:
    """Whether the principal's own agency leads any case that they manage, of those that are shown to them.

    One that is hidden from them counts for nothing: what it opened would tell that it is there. A case whose lead or
    handling changes raises their version.
    """
    limited = f"(c.handling & 1 = 0 or c.id in ({_limited('RESTRICTION')}))"
    of_terrorism = f"(c.handling & 2 = 0 or {_CLEARANCE} = 'terrorism')"
    return (
        f'exists (select from ({_assigned()}) as l (id) join coordination."case" c on c.id = l.id'
        f" where c.lead_agency in ('POLICE', 'PROBATION') and lower(c.lead_agency) = p.owner and {limited}"
        f" and {of_terrorism} and c.id not in ({_limited('EXCLUSION')} union {_CONFLICTED}))"
    )


def _appointed(reach: str, given: str) -> str:
    """What the principal's live appointments of this reach give, in a role that they hold."""
    return (
        f"select {given} from directory.audit_appointment o where o.principal_id = p.id and o.reach = '{reach}'"
        f" and {_live('o')} and {_acted_in('o')} and o.role in ("
        f"select r.role from directory.principal_role r where r.principal_id = p.id and r.status = 'IN_FORCE'"
        f" and {_live('r')})"
    )


_BOUNDARIES = (
    "select i.circulated_at from coordination.invitation i where i.principal_id = p.id and i.circulated_at > $4",
    "select i.valid_until from coordination.invitation i where i.principal_id = p.id and i.valid_until > $4",
    "select g.granted_at from directory.emergency_grant g where g.principal_id = p.id and g.granted_at > $4",
    "select g.ends_at from directory.emergency_grant g where g.principal_id = p.id and g.ends_at > $4",
)

# The agreements in force to which the principal's agency or body is a party, as JSON: part of their kind, so that a
# permit resolves them once. The trigger ``touch_parties`` raises the version of whom a change of one concerns.
_AGREEMENTS = f"""(
    select coalesce(json_agg(json_build_object(
        'reference', a.reference, 'purposes', a.purposes, 'data_classes', a.data_classes,
        'parties', (select json_agg(json_build_array(m.owner, m.basis) order by m.owner)
            from directory.agreement_party m where m.agreement_id = a.id)
    ) order by a.reference), '[]')::text
    from directory.agreement a join directory.agreement_party o on o.agreement_id = a.id
    where o.owner = p.owner and a.status = 'IN_FORCE' and {_live("a")})"""

PRINCIPAL = f"""
select p.id, p.name, p.agency, p.owner, p.version,
    {_CLEARANCE} as clearance,
    array(select r.role from directory.principal_role r where r.principal_id = p.id and r.status = 'IN_FORCE'
        and {_live("r")}) as held,
    array(select r.role from directory.principal_role r where r.principal_id = p.id and r.status = 'IN_FORCE'
        and {_live("r")} and {_acted_in("r")}) as roles,
    array({_limited("EXCLUSION")} union {_CONFLICTED}) as excluded,
    array({_limited("RESTRICTION")}) as permitted,
    array({_EMERGENCY}) as emergency,
    array({_assigned()}) as assigned,
    array({_CONVENED}) as convened,
    array(select i.meeting_id from {_INVITED}) as meetings,
    array(select s.id from {_SHARED}) as shared,
    (select coalesce(json_agg(json_build_array(o.case_id, o.purpose)), '[]')::text from {_OPENED}) as opened,
    array({_areas("COORDINATES")}) as coordinated_areas,
    array({_areas("WORKS_IN")}) as areas,
    {_within("COORDINATES")} as within_coordinated,
    {_within("WORKS_IN")} as within_areas,
    {_leads()} as leads,
    exists ({_appointed("NATIONAL", "o.id")}) as audits_all,
    array({_appointed("AGENCY", "o.owner")}) as audited_owners,
    array({_appointed("AREA", "o.area_id")}) as audited_areas,
    {_AGREEMENTS} as agreements,
    (select min(b) from ({" union all ".join(_BOUNDARIES)}) as t(b)) as boundary
from directory.principal p
where p.issuer = $1 and p.subject = $2 and p.status = 'ACTIVE'
"""

CLIENT = "select client_id, agency, human_less, suspended, page_cap from directory.client where client_id = $1"

VERSION = "select version from directory.principal where id = $1"
