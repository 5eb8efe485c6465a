"""The words of the life of a case: how it begins, moves and ends. Each value is its name, also in GraphQL."""

from enum import StrEnum


class NoticeStatus(StrEnum):
    """What became of an agency's notice that somebody comes under MAPPA."""

    NOTIFIED = "NOTIFIED"
    CONFIRMED = "CONFIRMED"  # a case was opened, or opened anew
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class ExitReason(StrEnum):
    """Why a case leaves MAPPA."""

    GROUND_ENDED = "GROUND_ENDED"  # registration, licence or order has ended, as the rules find
    RISK_REDUCED = "RISK_REDUCED"  # a category that rests on a decision, and is decided to be left
    DEATH = "DEATH"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR"  # the person never came under MAPPA


class ExitStatus(StrEnum):
    """How far an exit has come."""

    PROPOSED = "PROPOSED"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class TransferStatus(StrEnum):
    """How far a transfer to another area has come. Overdue is not a status: it follows from the date."""

    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    WITHDRAWN = "WITHDRAWN"
    REFUSED = "REFUSED"


class SeriousReviewStatus(StrEnum):
    """How far the notification of a serious further offence has come, and the review that may follow it."""

    NOTIFIED = "NOTIFIED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    REVIEW_DECIDED = "REVIEW_DECIDED"
    NO_REVIEW = "NO_REVIEW"
    CONCLUDED = "CONCLUDED"


class CorrectionStatus(StrEnum):
    """What became of a fact that was reported to be wrong. While it is reported, the fact is disputed."""

    REPORTED = "REPORTED"
    CORRECTED = "CORRECTED"
    REFUSED = "REFUSED"


class SubjectAccessStatus(StrEnum):
    """How far a request for access by the person has come. Late is not a status: it follows from the date."""

    LOGGED = "LOGGED"
    ANSWERED = "ANSWERED"
    WITHDRAWN = "WITHDRAWN"


class AccessDecision(StrEnum):
    """What is decided on one kind of information that is held."""

    UNDECIDED = "UNDECIDED"
    GIVEN = "GIVEN"
    WITHHELD = "WITHHELD"


class WithheldGround(StrEnum):
    """For what information may be withheld from the person, where necessary and proportionate (DPA 2018 s.45(4))."""

    INQUIRY = "INQUIRY"  # (a) to avoid obstructing an official or legal inquiry, investigation or procedure
    CRIME_OR_PENALTIES = "CRIME_OR_PENALTIES"  # (b) to avoid prejudicing prevention, detection, prosecution, penalties
    PUBLIC_SECURITY = "PUBLIC_SECURITY"  # (c)
    NATIONAL_SECURITY = "NATIONAL_SECURITY"  # (d)
    RIGHTS_OF_OTHERS = "RIGHTS_OF_OTHERS"  # (e) to protect the rights and freedoms of others
