"""Words of the holdings of duty-to-co-operate bodies. Which bodies there are is a table: the law amends the list."""

from enum import StrEnum


class ContributionTopic(StrEnum):
    """What a body contributes to the management of a case (MAPPA guidance chapter 3)."""

    HOUSING = "HOUSING"
    HEALTH = "HEALTH"
    BENEFIT = "BENEFIT"
    EDUCATION = "EDUCATION"
    MONITORING = "MONITORING"
    SOCIAL_CARE = "SOCIAL_CARE"
    YOUTH_JUSTICE = "YOUTH_JUSTICE"
    IMMIGRATION = "IMMIGRATION"
