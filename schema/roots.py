"""What may be asked at the top: the fields of ``Query`` that read tables, one line of the domain each."""

from schema.declare import (
    Argument,
    IdentifierArgument,
    NameArgument,
    Operator,
    Root,
)

TABLE_ROOTS = (
    Root(
        "case",
        "Case",
        "One case by its public reference, or by any identifier of the person; null when it is not there for you.",
        one=True,
        arguments=(
            Argument("reference", "reference", Operator.EQUALS, "The public reference, such as MAPPA-07-000123."),
            IdentifierArgument(
                "identifier", "A PNC ID, CRO number, prison number, CRN or other reference, as written."
            ),
        ),
    ),
    Root(
        "cases",
        "Case",
        "The cases that you may see.",
        arguments=(
            NameArgument(
                "called", "Only cases of people called like this, by name or alias; typing mistakes are forgiven."
            ),
        ),
    ),
    Root(
        "meetings",
        "Meeting",
        "MAPP meetings that you may see.",
        arguments=(
            Argument("area", "area_number", Operator.EQUALS, "Only meetings of this MAPPA area."),
            Argument("heldFrom", "held_on", Operator.ON_OR_AFTER, "Only meetings on this day or later."),
            Argument("heldBefore", "held_on", Operator.BEFORE, "Only meetings before this day."),
        ),
    ),
    Root(
        "reviews",
        "ScheduledReview",
        "Reviews that are due, or were, of the cases that you may see.",
        arguments=(
            Argument("dueBefore", "due_on", Operator.BEFORE, "Only reviews due before this day."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only reviews that are, or are not, overdue."),
            Argument("status", "status", Operator.EQUALS, "Only reviews of which this became."),
            Argument("category", "case.category", Operator.EQUALS, "Only reviews of cases in this category."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only reviews of cases of this MAPPA area."),
            Argument("level", "case.level", Operator.EQUALS, "Only reviews of cases at this level."),
        ),
    ),
    Root(
        "levelDecisions",
        "LevelDecision",
        "Level-setting decisions on the cases that you may see.",
        arguments=(
            Argument("area", "case.area_number", Operator.EQUALS, "Only decisions on cases of this MAPPA area."),
        ),
    ),
    Root(
        "agendaItems",
        "AgendaItem",
        "Cases on the agendas of meetings, of the cases that you may see.",
        arguments=(
            Argument("minutesAwaited", "minutes_awaited", Operator.EQUALS, "Only those whose minutes nobody began."),
            Argument("heldBefore", "held_on", Operator.BEFORE, "Only items of meetings before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only items of cases of this MAPPA area."),
        ),
    ),
    Root(
        "minutes",
        "Minutes",
        "Minutes of meetings on the cases that you may see.",
        arguments=(
            Argument("overdue", "overdue", Operator.EQUALS, "Only minutes that are, or are not, overdue."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only minutes on cases of this MAPPA area."),
        ),
    ),
    Root(
        "referrals",
        "Referral",
        "Referrals of the cases that you may see.",
        arguments=(Argument("area", "case.area_number", Operator.EQUALS, "Only referrals in this MAPPA area."),),
    ),
    Root(
        "informationRequests",
        "InformationRequest",
        "What agencies were asked for on the cases that you may see, and what yours was asked for in your areas.",
        arguments=(
            Argument("overdue", "overdue", Operator.EQUALS, "Only requests that are, or are not, overdue."),
            Argument("reminderDue", "reminder_due", Operator.EQUALS, "Only requests whose reminder is due, or is not."),
            Argument("askedOf", "asked_of", Operator.EQUALS, "Only requests to this agency or body."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only requests on cases of this MAPPA area."),
        ),
    ),
    Root(
        "decisionReceipts",
        "DecisionReceipt",
        "Level-setting decisions as they were communicated, on the cases that you may see.",
        arguments=(
            Argument("overdue", "overdue", Operator.EQUALS, "Only those that are, or are not, overdue."),
            Argument("toAgency", "to_agency", Operator.EQUALS, "Only those to this agency."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only those on cases of this MAPPA area."),
        ),
    ),
    Root(
        "comparableDecisions",
        "ComparableDecision",
        "How comparable cases were decided, in numbers: filter by category, riskBand and inCustody.",
    ),
    Root(
        "actions",
        "Action",
        "Actions on the cases that you may see.",
        arguments=(
            Argument("overdue", "overdue", Operator.EQUALS, "Only actions that are, or are not, overdue."),
            Argument("owningAgency", "owning_agency", Operator.EQUALS, "Only actions of this agency or body."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only actions on cases of this MAPPA area."),
        ),
    ),
    Root(
        "disclosureDecisions",
        "DisclosureDecision",
        "Decisions on telling somebody outside MAPPA, of the cases that you may see: made, still to be made, or none.",
        arguments=(
            Argument("outcome", "outcome", Operator.EQUALS, "Only decisions with this outcome."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only those that are, or are not, late to be made."),
            Argument("toldByAgency", "told_by_agency", Operator.EQUALS, "Only those that this agency or body makes."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only on cases of this MAPPA area."),
        ),
    ),
    Root(
        "custody",
        "CustodyStatus",
        "Where the people whose cases you may see are held, and when the prison expects to release them.",
        arguments=(
            Argument("place", "place", Operator.EQUALS, "Only people who are in such a place."),
            Argument("releaseFrom", "expected_release_on", Operator.ON_OR_AFTER, "Only releases on this day or later."),
            Argument("releaseBefore", "expected_release_on", Operator.BEFORE, "Only releases before this day."),
            Argument("levels", "case.level", Operator.ANY_OF, "Only of cases at these levels, or to be determined."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "releasePlanParts",
        "ReleasePlanPart",
        "The parts of the plans for releases, each with its owner and its day.",
        arguments=(
            Argument("late", "late", Operator.EQUALS, "Only parts that are, or are not, late."),
            Argument("owningAgency", "owning_agency", Operator.EQUALS, "Only parts of this agency."),
            Argument("dueBefore", "due_on", Operator.BEFORE, "Only parts due before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "protectionMeasures",
        "ProtectionMeasure",
        "Who is monitored or restricted in custody, why, until when, and when that is reviewed.",
        arguments=(
            Argument("kinds", "kind", Operator.ANY_OF, "Only measures of these kinds."),
            Argument("inForce", "in_force", Operator.EQUALS, "Only measures that are, or are not, in force."),
            Argument("reviewOverdue", "review_overdue", Operator.EQUALS, "Only those whose review is overdue, or not."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "programmes",
        "Programme",
        "Accredited programmes: who is eligible, was offered one, started, completed it, or why not.",
        arguments=(
            Argument("statuses", "status", Operator.ANY_OF, "Only programmes that have come this far."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "safeguardingReferrals",
        "SafeguardingReferral",
        "Children referred to those who protect them, and what they answered.",
        arguments=(
            Argument("answered", "answered", Operator.EQUALS, "Only referrals that are, or are not, answered."),
            Argument("madeBefore", "made_on", Operator.BEFORE, "Only referrals made before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "identifiedPersons",
        "IdentifiedPerson",
        "People whom the rules bring under MAPPA, or may, and who have no case: identified and not yet notified.",
        arguments=(
            Argument("holds", "holds", Operator.EQUALS, "Only those for whom it holds today, or does not."),
            Argument("area", "area_number", Operator.EQUALS, "Only people of this MAPPA area."),
        ),
    ),
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
    Root(
        "exits",
        "CaseExit",
        "Exits of the cases that you may see: proposed, confirmed, refused, withdrawn.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only exits that have come this far."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only exits of cases of this MAPPA area."),
        ),
    ),
    Root(
        "limitReleases",
        "LimitRelease",
        "Proposals to open limited access again, to the cases that you may see, and what was decided of them.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only proposals that have come this far."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only those of cases of this MAPPA area."),
        ),
    ),
    Root(
        "transfers",
        "Transfer",
        "Offers of cases to other areas, as the area sees them that makes them.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only offers that have come this far."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only offers whose answer is, or is not, overdue."),
            Argument("area", "from_area", Operator.EQUALS, "Only offers by this MAPPA area."),
        ),
    ),
    Root(
        "incomingTransfers",
        "IncomingTransfer",
        "Cases that are offered to an area, as that area sees them.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only offers that have come this far."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only offers whose answer is, or is not, overdue."),
            Argument("area", "to_area", Operator.EQUALS, "Only offers to this MAPPA area."),
        ),
    ),
    Root(
        "seriousCaseReviews",
        "SeriousCaseReview",
        "Serious further offences that were notified, and the reviews of them.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only those that have come this far."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only those whose acknowledgement is, or is not, overdue."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only those of cases of this MAPPA area."),
        ),
    ),
    Root(
        "corrections",
        "Correction",
        "Facts that were reported to be wrong, on the cases that you may see.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only reports of which this became."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only reports whose answer is, or is not, overdue."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only reports on cases of this MAPPA area."),
        ),
    ),
    Root(
        "correctionNotices",
        "CorrectionNotice",
        "Corrections as they were told to those who had been shown the wrong fact.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only notices that are, or are not, acknowledged."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only notices that are, or are not, overdue."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only notices on cases of this MAPPA area."),
        ),
    ),
    Root(
        "correctionsTold",
        "CorrectionTold",
        "Corrections of facts that you were shown, also of cases that you have left since, to be acknowledged.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only those that you have, or have not, acknowledged."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only those that are, or are not, overdue."),
        ),
    ),
    Root(
        "subjectAccessRequests",
        "SubjectAccessRequest",
        "Requests for access by the people whose cases you may see, the most urgent first.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only requests that have come this far."),
            Argument("respondBefore", "respond_by", Operator.BEFORE, "Only requests to be answered before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only requests on cases of this MAPPA area."),
        ),
    ),
    Root(
        "jointCareExceptions",
        "JointCareException",
        "The exceptions list of joint care: who is in custody without one of their two managers, why, and until when.",
        arguments=(
            Argument("inForce", "in_force", Operator.EQUALS, "Only exceptions that do, or do not, stand today."),
            Argument("manager", "manager", Operator.EQUALS, "Only of people without this manager."),
            Argument("endsBefore", "ends_on", Operator.BEFORE, "Only exceptions that end before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "auditSamples",
        "AuditSample",
        "Samples of cases and meetings that chance drew to be audited, and what the audits came to.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only samples that have come this far."),
            Argument("kind", "kind", Operator.EQUALS, "Only samples of cases, or of meetings."),
            Argument("area", "area_number", Operator.EQUALS, "Only samples of this MAPPA area."),
        ),
    ),
    Root(
        "caseAudits",
        "CaseAudit",
        "Cases that chance drew to be audited, of those that you may see, and what the auditor found.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only audits of which this became."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "meetingAudits",
        "MeetingAudit",
        "Meetings that chance drew to be audited, of those that you may see, and what the auditor found.",
        arguments=(Argument("status", "status", Operator.EQUALS, "Only audits of which this became."),),
    ),
    Root(
        "findings",
        "Finding",
        "What the rules find due or amiss about the cases that you may see: disagreements, exits, reviews, releases.",
        arguments=(
            Argument("kinds", "kind", Operator.ANY_OF, "Only findings of these kinds."),
            Argument("holds", "holds", Operator.EQUALS, "Only findings that hold today, or do not."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only findings that are, or are not, overdue."),
            Argument("owningAgency", "owning_agency", Operator.EQUALS, "Only findings that fall to this agency."),
            Argument("settleBefore", "settle_by", Operator.BEFORE, "Only findings to be settled before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only findings about cases of this MAPPA area."),
        ),
    ),
    Root(
        "detections",
        "Detection",
        "What rules over the access record found, for auditors to look into.",
        arguments=(
            Argument("statuses", "status", Operator.ANY_OF, "Only findings that have come this far."),
            Argument("rule", "rule", Operator.EQUALS, "Only what this rule found."),
        ),
    ),
    Root(
        "recordHolds",
        "RecordHold",
        "Legal holds on entries of the access record: what no retention rule erases.",
        arguments=(Argument("statuses", "status", Operator.ANY_OF, "Only holds that stand so."),),
    ),
    Root("detectionTallies", "DetectionTally", "How the rules over the access record fare: false positives, by rule."),
    Root(
        "emergencyAccesses",
        "EmergencyAccess",
        "Emergency access to the cases that you may see: what is to be acknowledged, and to be reviewed.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only those that have come so far."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "shared_items",
        "SharedItem",
        "Single items of cases that were shared with an associate: their own, and those of the cases that you may see.",
        arguments=(Argument("status", "status", Operator.EQUALS, "Only those that have come so far."),),
    ),
    Root(
        "principals",
        "Principal",
        "Who may sign in, and in which roles, for those who keep the directory and audit access.",
        arguments=(
            Argument("signsInAs", "signs_in_as", Operator.EQUALS, "Only whom their provider calls so."),
            Argument("agency", "agency", Operator.EQUALS, "Only those who work for this agency."),
        ),
    ),
    Root(
        "appointments",
        "Appointment",
        "Roles that are held, were, or are proposed.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only those that have come so far."),
            Argument("role", "role", Operator.EQUALS, "Only this role."),
        ),
    ),
    Root("auditScopes", "AuditScope", "Who may look into whose accesses, as what, since when, by whose decision."),
    Root(
        "clearances",
        "ClearanceGrant",
        "Clearances that are held, were, or are proposed.",
        arguments=(Argument("status", "status", Operator.EQUALS, "Only those that have come so far."),),
    ),
    Root(
        "agreements",
        "Agreement",
        "The information-sharing agreements that there are, were, or are proposed.",
        arguments=(
            Argument("reference", "reference", Operator.EQUALS, "Only the one with this reference."),
            Argument("status", "status", Operator.EQUALS, "Only those that have come so far."),
        ),
    ),
    Root(
        "timeliness",
        "TimelinessCount",
        "How late reviews, minutes and screenings were that fell due in the last year; small numbers suppressed.",
        arguments=(
            Argument("area", "area_number", Operator.EQUALS, "Only of this MAPPA area."),
            Argument("kind", "kind", Operator.EQUALS, "Only of this kind of work."),
            Argument("level", "level", Operator.EQUALS, "Only at this level."),
        ),
    ),
    Root("caseload", "CaseloadCount", "Active cases counted by area, category and level; small numbers suppressed."),
    Root("areas", "Area", "The 42 MAPPA areas."),
    Root("reviewRules", "ReviewRule", "How often cases are to be reviewed, with the source of each rule."),
    Root("offenceSchedules", "OffenceSchedule", "The schedules of offences, and the categories they lead to."),
    Root("offenceListings", "OffenceListing", "Which offence is in which schedule, by its code."),
    Root("qualifyingSentences", "QualifyingSentence", "The sentences by which a person comes under MAPPA."),
    Root("notificationLengths", "NotificationLength", "How long notification requirements last, by their basis."),
    Root("categoryPrecedence", "CategoryPrecedence", "Which category goes first where several apply."),
    Root("levelConditions", "LevelCondition", "The levels at which a category can be held, where it needs one."),
    Root("timeLimits", "TimeLimit", "The time limits of the process, each with its owner and its source."),
    Root("calendarDays", "CalendarDay", "Days that are worked, or not, otherwise than the bank holidays say."),
    Root("forms", "Form", "The editions of the forms of the document set, with their parts."),
    Root("processRules", "ProcessRule", "How long things in the process may take or last, with sources."),
    Root("meetingRules", "MeetingRule", "What a meeting at a level needs, with sources."),
    Root(
        "practitioners",
        "Practitioner",
        "Who works in an area that you co-ordinate, and in which role: whom a meeting can ask to come.",
        arguments=(
            Argument("area", "area_number", Operator.EQUALS, "Only those who work in this MAPPA area."),
            Argument("roles", "role", Operator.ANY_OF, "Only those in these roles."),
        ),
    ),
    Root("bodies", "Body", "The bodies with a duty to co-operate, CJA 2003 s.325(6)."),
)
