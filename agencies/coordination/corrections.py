"""Facts reported to be wrong, and the notices to everybody who was shown them (DPA 2018 ss.38(5), 46 to 48).

The fact itself stays its owner's to correct: what is received anew supersedes what was received before. Here stand the
report, the owner's answer, and who was told.
"""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, Table, Text, Uuid

from agencies.coordination.columns import data_class, of_case, practitioner, recorded, versioned
from agencies.coordination.life_vocabulary import CorrectionStatus
from agencies.coordination.vocabulary import ReceiptStatus
from agencies.holdings import key, metadata, vocabulary
from policies.vocabulary import DataClass

# ``record`` and ``field`` are named as readers see them; the row holds the kind of information that the field holds.
correction = Table(
    "correction",
    metadata,
    key(),
    of_case(),
    Column("record", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("item", Text, nullable=False),  # which of them, in words
    Column("right", Text, nullable=False),  # what is said to be right
    Column("how_known", Text, nullable=False),
    Column("owner", Text, nullable=False),  # the code of the agency or body whose fact it is
    *data_class(DataClass.MANAGEMENT),
    Column("reported_on", Date, nullable=False),
    Column("reported_by_agency", Text, nullable=False),
    *practitioner("reported_by"),
    Column("answer_by", Date, nullable=False),
    vocabulary("status", CorrectionStatus),
    Column("answered_on", Date),
    *practitioner("answered_by"),
    Column("answer", Text),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, correction.c.answer_by, correction.c.id)

# To somebody whom the access record says was shown the fact; once for each person and agency. It says itself which fact
# that was, of which case, and whose, for whoever it goes to may be shown neither any more; never what is right.
correction_notice = Table(
    "correction_notice",
    metadata,
    key(),
    of_case(),
    Column("correction_id", Uuid, ForeignKey("coordination.correction.id"), nullable=False, index=True),
    Column("to_id", Uuid, nullable=False),
    Column("to_name", Text),
    Column("to_agency", Text, nullable=False),
    Column("reference", Text, nullable=False),  # of the case
    Column("record", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("owner", Text, nullable=False),  # the code of the agency or body whose fact it is
    Column("last_shown_at", DateTime(timezone=True), nullable=False),
    Column("sent_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    vocabulary("status", ReceiptStatus),
    Column("acknowledged_on", Date),
    Column("note", Text),
    Column("chased", Integer, nullable=False, server_default="0"),
    Column("last_chased_on", Date),
    *data_class(DataClass.MANAGEMENT),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, correction_notice.c.due_on, correction_notice.c.id)
Index(None, correction_notice.c.to_id, correction_notice.c.due_on)
