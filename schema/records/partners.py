"""What bodies under the duty to co-operate hold, as readers see it."""

from agencies.partners import tables as t
from policies.vocabulary import DataClass
from schema.declare import Order, Record, Timeline, column, embedded, many, one
from schema.records.wording import in_words, line
from schema.roots import Root
from schema.scopes import ByPerson, Unscoped


class Body(Record):
    """A body under the duty to co-operate with MAPPA, such as a housing authority or an NHS trust."""

    table = t.body
    scope = Unscoped()
    exists = DataClass.REFERENCE
    owner = "coordination"
    order = Order("name")

    code = column(t.body.c.code, "The code of the body.", filters=True)
    name = column(t.body.c.name, "The name of the body.", sorts=True)
    statutory_basis = column(t.body.c.statutory_basis, "The paragraph of the Act that puts it under the duty.")
    effective_from = column(t.body.c.effective_from, "The day the duty began to apply.")
    effective_until = column(t.body.c.effective_until, "The day the duty ceased to apply; empty while it does.")
    source = column(t.body.c.source, "Where this is laid down.")
    verified = column(t.body.c.verified, "Whether the source has been checked.")
    representatives = many("Representative", t.body.c.code, t.representative.c.body_code, "Who speaks for it.")


class Representative(Record):
    """Who speaks for a body under the duty to co-operate in a MAPPA area."""

    table = t.representative
    scope = Unscoped()
    exists = DataClass.REFERENCE
    owner = t.representative.c.body_code
    order = Order("body_code")

    body_code = column(t.representative.c.body_code, "The code of the body.", filters=True, sorts=True)
    body = one("Body", t.representative.c.body_code, t.body.c.code, "The body they speak for.")
    area_id = column(t.representative.c.area_id, "The number of the MAPPA area.", filters=True)
    name = column(t.representative.c.name, "Their name.", DataClass.PRACTITIONER)
    valid_from = column(t.representative.c.valid_from, "The day from which they spoke for the body.")
    valid_until = column(t.representative.c.valid_until, "The day on which this ended; empty while it lasts.")


class Contribution(Record):
    """What a body under the duty to co-operate contributes to the management of a case."""

    table = t.contribution
    scope = ByPerson(t.contribution.c.person_id)
    exists = DataClass.CONTRIBUTION
    owner = t.contribution.c.body_code
    order = Order("offered_on", descending=True)
    timeline_entry = Timeline(
        on=t.contribution.c.offered_on,
        kind="CONTRIBUTION",
        title=line("Contribution: ", in_words(t.contribution.c.topic)),
    )

    body_code = column(t.contribution.c.body_code, "The code of the body that contributes.", filters=True)
    body = one("Body", t.contribution.c.body_code, t.body.c.code, "The body that contributes.")
    topic = column(t.contribution.c.topic, "What the contribution is about.", filters=True)
    summary = column(t.contribution.c.summary, "What is offered, in one line.")
    detail = column(t.contribution.c.detail, "What is offered, in full.")
    health_detail = column(t.contribution.c.health_detail, "Medical detail that bears on it.", DataClass.HEALTH)
    offered_by_name = column(t.contribution.c.offered_by_name, "Who offered it.", DataClass.PRACTITIONER)
    offered_on = column(t.contribution.c.offered_on, "The day it was offered.", filters=True, sorts=True)
    valid_until = column(t.contribution.c.valid_until, "The day until which the offer holds.")
    provenance = embedded("Provenance", "Where this came from and how fresh it is.")


ROOTS = (Root("bodies", "Body", "The bodies with a duty to co-operate, CJA 2003 s.325(6)."),)
