"""An agency's notice that somebody comes under MAPPA (MAPPA guidance, chapter 6), and what the co-ordination unit did.

A notice is the agency's own statement and stays as it was made. What the rules said on the day of the answer stands
beside the answer, for a person decided and not a rule (DPA 2018 ss.50A-50D).
"""

from sqlalchemy import Column, Date, ForeignKey, SmallInteger, Table, Text, Uuid

from agencies.coordination.columns import practitioner, recorded, versioned
from agencies.coordination.life_vocabulary import NoticeStatus
from agencies.coordination.rule_vocabulary import Verdict
from agencies.coordination.vocabulary import Category, LeadAgency
from agencies.holdings import key, metadata, vocabulary
from policies.vocabulary import Handling

# Until it is confirmed there is no case, so that it lies with the area. ``person_id`` is who is held under the
# identifier, NULL while nobody is; ``handling`` is that of the category the agency names, and of nothing else: whoever
# notifies is not to learn from the row how a case is handled.
identification_notice = Table(
    "identification_notice",
    metadata,
    key(),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), nullable=False, index=True),
    Column("person_id", Uuid, ForeignKey("person.person.id"), index=True),
    Column("handling", SmallInteger, nullable=False, server_default=str(Handling.ORDINARY.stored)),
    Column("identifier", Text, nullable=False),  # as the agency wrote it
    Column("name", Text, nullable=False),
    Column("date_of_birth", Date),
    vocabulary("category", Category),
    vocabulary("lead_agency", LeadAgency),
    Column("reason", Text, nullable=False),
    Column("notified_on", Date, nullable=False),
    Column("notified_by_agency", Text, nullable=False),
    *practitioner("notified_by"),
    Column("answer_by", Date, nullable=False),
    vocabulary("status", NoticeStatus),
    Column("answered_on", Date),
    *practitioner("answered_by"),
    Column("answer", Text),  # why it was confirmed, refused or withdrawn
    Column("otherwise_because", Text),  # why a category stands that the rules do not give
    vocabulary("found_verdict", Verdict, nullable=True),  # what the rules said on the day of the answer
    Column("found", Text),
    Column("found_rule", Text),
    Column("case_id", Uuid, ForeignKey("coordination.case.id"), index=True),
    Column("exited_before_on", Date),  # the exit from which the person comes back
    *recorded(),
    versioned(),
    schema="coordination",
)
