"""An agency's notice that somebody comes under MAPPA, as readers see it: before there is a case, and beside it."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import NoticeStatus
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, column, many, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByArea

_NOTICE = t.identification_notice.c


class IdentificationNotice(Record):
    """An agency's notice that somebody comes under MAPPA. It opens a case when the co-ordination unit confirms it."""

    table = t.identification_notice
    scope = ByArea(_NOTICE.area_id, _NOTICE.person_id, _NOTICE.handling)
    exists = DataClass.NOTICE
    owner = _NOTICE.notified_by_agency
    order = Order("answer_by")

    area_number = column(_NOTICE.area_id, "The number of the MAPPA area it was made in.", filters=True)
    identifier = column(_NOTICE.identifier, "The identifier of the person, as the agency wrote it.")
    person_name = column(_NOTICE.name, "The name under which the agency holds the person.")
    date_of_birth = column(_NOTICE.date_of_birth, "Their date of birth, as the agency holds it.")
    category = column(_NOTICE.category, "The category that the agency names.", filters=True)
    lead_agency = column(_NOTICE.lead_agency, "The agency that would lead the case.")
    reason = column(_NOTICE.reason, "Why they qualify, in the agency's words.")
    notified_on = column(_NOTICE.notified_on, "The day it was made.", filters=True, sorts=True)
    notified_by_agency = column(_NOTICE.notified_by_agency, "The agency that made it.", filters=True)
    notified_by_name = column(_NOTICE.notified_by_name, "Who made it.", DataClass.PRACTITIONER)
    answer_by = column(_NOTICE.answer_by, "The day by which it is to be answered.", filters=True, sorts=True)
    overdue = column(
        sa.and_(_NOTICE.status == NoticeStatus.NOTIFIED, _NOTICE.answer_by < TODAY),
        "Whether it waits for its answer and that day has passed.",
        filters=True,
    )
    status = column(_NOTICE.status, "What became of it.", filters=True)
    answered_on = column(_NOTICE.answered_on, "The day it was answered or withdrawn.")
    answered_by_name = column(_NOTICE.answered_by_name, "Who answered or withdrew it.", DataClass.PRACTITIONER)
    answer = column(_NOTICE.answer, "Why it was confirmed, refused or withdrawn.", DataClass.DECISION)
    otherwise_because = column(
        _NOTICE.otherwise_because, "Why a category stands that the rules do not give.", DataClass.DECISION
    )
    found_verdict = column(_NOTICE.found_verdict, "What the rules said on the day of the answer.", DataClass.CONVICTION)
    found = column(_NOTICE.found, "That, in words.", DataClass.CONVICTION)
    found_rule = column(_NOTICE.found_rule, "The rule that it was by.", DataClass.CONVICTION)
    exited_before_on = column(
        _NOTICE.exited_before_on, "Where the person comes back: the day they had left.", DataClass.MANAGEMENT
    )
    version = column(_NOTICE.version, "How often it was changed; what an act on it expects you to have seen.")
    identified = many(
        "IdentifiedPerson",
        _NOTICE.person_id,
        t.identified_person.c.person_id,
        "What the rules now say of whoever is held under the identifier, where they have no case.",
        same_case=False,
    )
    case = one("Case", _NOTICE.case_id, t.case.c.id, "The case that it opened.", same_case=False)
    steps = many("Step", _NOTICE.id, t.step.c.record_id, "What was done to it since it was confirmed.")


ROOTS = (
    Root(
        "identificationNotices",
        "IdentificationNotice",
        "Agencies' notices that somebody comes under MAPPA, and what became of them.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only notices of which this became."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only notices that are, or are not, overdue."),
            Argument("area", "area_number", Operator.EQUALS, "Only notices of this MAPPA area."),
        ),
    ),
)
