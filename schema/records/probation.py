"""What the probation service holds of sentence, supervision and access, as readers see it."""

from agencies.coordination import tables as coordination
from agencies.coordination.tables import case
from agencies.probation import tables as t
from policies.vocabulary import DataClass
from schema.declare import Order, Record, Timeline, column, embedded, many, one
from schema.records.wording import line
from schema.roots import Argument, Operator, Root
from schema.scopes import ByPerson

_PROVENANCE = "Where this came from and how fresh it is."


class Conviction(Record):
    """An offence of which the person was convicted, or for which they were cautioned, with the sentence."""

    table = t.conviction
    scope = ByPerson(t.conviction.c.person_id)
    exists = DataClass.CONVICTION
    owner = "probation"
    order = Order("convicted_on", descending=True)
    timeline_entry = Timeline(
        on=t.conviction.c.convicted_on,
        kind="CONVICTION",
        title=line("Convicted: ", t.conviction.c.offence),
    )

    offence_code = column(t.conviction.c.offence_code, "The code of the offence.", filters=True)
    offence = column(t.conviction.c.offence, "The offence.", filters=True)
    schedule = column(t.conviction.c.schedule, "The list of offences by which it qualifies for MAPPA.", filters=True)
    court = column(t.conviction.c.court, "The court that convicted or sentenced.")
    convicted_on = column(
        t.conviction.c.convicted_on, "The day of the conviction or caution.", filters=True, sorts=True
    )
    sentenced_on = column(t.conviction.c.sentenced_on, "The day of the sentence.", sorts=True)
    sentence_kind = column(t.conviction.c.sentence_kind, "What the court imposed.", filters=True)
    sentence_kind_raw = column(
        t.conviction.c.sentence_kind_raw, "The sentence as the source wrote it, where it was not recognised."
    )
    length_months = column(
        t.conviction.c.length_months, "The length of the sentence in months; empty where it has none.", filters=True
    )
    main_offence = column(
        t.conviction.c.main_offence, "Whether this is the main offence of the present sentence.", filters=True
    )
    provenance = embedded("Provenance", _PROVENANCE)


class Supervision(Record):
    """Who supervises the person in the community: the team and the community offender manager (COM)."""

    table = t.supervision
    scope = ByPerson(t.supervision.c.person_id)
    exists = DataClass.SUPERVISION
    owner = "probation"
    order = Order("valid_from", descending=True)
    timeline_entry = Timeline(
        on=t.supervision.c.valid_from, kind="SUPERVISION", title=line("Probation supervision began")
    )

    event_kind = column(t.supervision.c.event_kind, "Under what the person is supervised.", filters=True)
    region = column(t.supervision.c.region, "The probation region.", filters=True)
    pdu = column(t.supervision.c.pdu, "The probation delivery unit.", filters=True)
    team_code = column(t.supervision.c.team_code, "The code of the team.", filters=True)
    team = column(t.supervision.c.team, "The team.")
    offender_manager_name = column(
        t.supervision.c.offender_manager_name, "The community offender manager.", DataClass.PRACTITIONER
    )
    valid_from = column(t.supervision.c.valid_from, "The day from which they supervised.", sorts=True)
    valid_until = column(t.supervision.c.valid_until, "The day on which this ended; empty while it lasts.")
    provenance = embedded("Provenance", _PROVENANCE)


class Licence(Record):
    """A licence on which the person is, or is to be, released from custody."""

    table = t.licence
    scope = ByPerson(t.licence.c.person_id)
    exists = DataClass.LICENCE
    owner = "probation"
    order = Order("starts_on", descending=True)
    timeline_entry = Timeline(on=t.licence.c.starts_on, kind="LICENCE", title=line("Start of the licence"))

    type = column(t.licence.c.type, "What the licence covers.", filters=True)
    status = column(t.licence.c.status, "How far the licence has come.", filters=True)
    starts_on = column(t.licence.c.starts_on, "The day the licence begins.", filters=True, sorts=True)
    expires_on = column(t.licence.c.expires_on, "The day the licence ends.", filters=True, sorts=True)
    conditions = many(
        "LicenceCondition", t.licence.c.id, t.licence_condition.c.licence_id, "The conditions of the licence."
    )
    provenance = embedded("Provenance", _PROVENANCE)


class LicenceCondition(Record):
    """One condition of a licence."""

    table = t.licence_condition
    scope = ByPerson(t.licence_condition.c.person_id)
    exists = DataClass.LICENCE
    owner = "probation"
    order = Order("category")

    code = column(t.licence_condition.c.code, "The code of the condition.", filters=True)
    category = column(t.licence_condition.c.category, "Where the condition comes from.", filters=True, sorts=True)
    text = column(t.licence_condition.c.text, "The condition in full.")
    victim_related = column(
        t.licence_condition.c.victim_related, "Whether the condition protects a victim.", filters=True
    )
    provenance = embedded("Provenance", _PROVENANCE)


class Programme(Record):
    """An accredited programme: whether the person is eligible, was offered it, took it, and if not, why."""

    table = t.programme
    scope = ByPerson(t.programme.c.person_id)
    exists = DataClass.SUPERVISION
    owner = "probation"
    order = Order("name")

    name = column(t.programme.c.name, "The name of the programme.", filters=True, sorts=True)
    status = column(t.programme.c.status, "How far the person has come with it.", filters=True)
    eligible = column(t.programme.c.eligible, "Whether the person is eligible.", filters=True)
    offered_on = column(t.programme.c.offered_on, "The day it was offered.", sorts=True)
    started_on = column(t.programme.c.started_on, "The day it was started.", sorts=True)
    completed_on = column(t.programme.c.completed_on, "The day it was completed.", sorts=True)
    why_not = column(t.programme.c.why_not, "Why it was not offered, started or completed.")
    version = column(t.programme.c.version, "How often it was changed; what an act on it expects you to have seen.")
    steps = many("Step", t.programme.c.id, coordination.step.c.record_id, "What was done to it, in order.")
    case = one("Case", t.programme.c.person_id, case.c.person_id, "The case of the person.")
    provenance = embedded("Provenance", _PROVENANCE)


class Address(Record):
    """Where the person lives, lived, or is to live, approved premises among them."""

    table = t.address
    scope = ByPerson(t.address.c.person_id)
    exists = DataClass.ADDRESS
    owner = "probation"
    order = Order("valid_from", descending=True)

    kind = column(t.address.c.kind, "What the address is to the person.", filters=True)
    lines = column(t.address.c.lines, "The address without its postcode.")
    postcode = column(t.address.c.postcode, "The postcode.", filters=True)
    approved_premises = column(t.address.c.approved_premises, "The name of the approved premises, where it is one.")
    valid_from = column(t.address.c.valid_from, "The day from which it applied.", sorts=True)
    valid_until = column(t.address.c.valid_until, "The day on which it ceased to apply; empty while it does.")
    provenance = embedded("Provenance", _PROVENANCE)


class AccessLimit(Record):
    """A user who is excluded from the case, or one of those to whom it is restricted."""

    table = t.access_limit
    scope = ByPerson(t.access_limit.c.person_id)
    exists = DataClass.ACCESS_LIMIT
    owner = "probation"
    order = Order("valid_from", descending=True)

    kind = column(t.access_limit.c.kind, "Whether the user is excluded or is one of those let in.", filters=True)
    principal_name = column(t.access_limit.c.principal_name, "The user.")
    reason = column(t.access_limit.c.reason, "Why the limit was set.")
    message = column(t.access_limit.c.message, "What a user who is kept out may be told.")
    valid_from = column(t.access_limit.c.valid_from, "The day from which the limit applied.", sorts=True)
    valid_until = column(t.access_limit.c.valid_until, "The day on which it ceased to apply; empty while it does.")
    provenance = embedded("Provenance", _PROVENANCE)


ROOTS = (
    Root(
        "programmes",
        "Programme",
        "Accredited programmes: who is eligible, was offered one, started, completed it, or why not.",
        arguments=(
            Argument("statuses", "status", Operator.ANY_OF, "Only programmes that have come this far."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
)
