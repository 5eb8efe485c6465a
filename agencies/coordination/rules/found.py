"""What the rules find about a case: a sentence for a person to look into, the days it holds, and by when and whose."""

from dataclasses import dataclass
from datetime import date

from agencies.coordination.rule_vocabulary import FindingKind
from policies.vocabulary import DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. ``holds_until`` is exclusive, and None where nothing but an act ends it."""

    kind: FindingKind
    data_class: DataClass
    says: str
    owner: str
    holds_from: date
    holds_until: date | None = None
    settle_by: date | None = None
    step: int | None = None
    rule_code: str | None = None
    rule_source: str | None = None
