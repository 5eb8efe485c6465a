"""What the probation service owns, table by table in the subjects below.

The CRN is an identifier of the person and lives in ``person.identifier``.
"""

from agencies.probation.limit_tables import limit_release
from agencies.probation.risk_tables import health_note, oasys_plan, predictor_band, rosh_assessment
from agencies.probation.sentence_tables import conviction, licence, licence_condition, programme, supervision
from agencies.probation.surroundings_tables import access_limit, address, victim_contact

__all__ = [
    "access_limit",
    "address",
    "conviction",
    "health_note",
    "licence",
    "licence_condition",
    "limit_release",
    "oasys_plan",
    "predictor_band",
    "programme",
    "rosh_assessment",
    "supervision",
    "victim_contact",
]
