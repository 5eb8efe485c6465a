"""Planning a release, and protecting children: the parts of the plan with their owners, and referrals with answers."""

from sqlalchemy import Column, Date, ForeignKey, Index, Table, Text, UniqueConstraint, Uuid

from agencies.coordination.columns import item_handling, of_case, practitioner, recorded, versioned
from agencies.coordination.rule_vocabulary import PartStatus, ReleasePart, SafeguardingAnswer
from agencies.holdings import key, metadata, vocabulary

# A part of the plan for a release: whose it is, by when, and how far it has come (MAPPA guidance, chapter 15).
release_plan_part = Table(
    "release_plan_part",
    metadata,
    key(),
    of_case(),
    vocabulary("part", ReleasePart),
    Column("release_on", Date, nullable=False),  # the release that it is planned for
    Column("owner", Text, nullable=False),  # the code of the agency whose part it is
    *practitioner("assigned_to"),
    Column("due_on", Date, nullable=False),
    vocabulary("status", PartStatus),
    Column("done_on", Date),
    Column("detail", Text),
    Column("evidence", Text),  # what shows that it was done
    *practitioner("done_by"),
    Column("not_needed_because", Text),
    item_handling(),
    *recorded(),
    versioned(),
    UniqueConstraint("case_id", "part", "release_on"),
    schema="coordination",
)
Index(None, release_plan_part.c.due_on, release_plan_part.c.id)

# What was said of a part as it came on. Added to, and never changed.
release_note = Table(
    "release_note",
    metadata,
    key(),
    of_case(),
    Column("part_id", Uuid, ForeignKey("coordination.release_plan_part.id"), nullable=False, index=True),
    Column("says", Text, nullable=False),
    Column("said_on", Date, nullable=False),
    Column("said_by_agency", Text, nullable=False),
    *recorded(),
    schema="coordination",
)

# A referral of children to those who protect them: made about what, by whom, to whom, and what they answered.
safeguarding_referral = Table(
    "safeguarding_referral",
    metadata,
    key(),
    of_case(),
    Column("reference", Text, nullable=False, unique=True),
    Column("made_on", Date, nullable=False),
    Column("owner", Text, nullable=False),  # the code of the agency that made it
    *practitioner("made_by"),
    Column("made_to", Text, nullable=False),  # the code of the body that it was made to
    Column("children", Text),  # whom it is about, in words: somebody else
    Column("concern", Text, nullable=False),
    vocabulary("answer", SafeguardingAnswer),
    Column("answered_on", Date),
    Column("answer_detail", Text),
    item_handling(),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, safeguarding_referral.c.made_on, safeguarding_referral.c.id)
