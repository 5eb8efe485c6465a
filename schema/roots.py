"""What may be asked at the top: the fields of ``Query`` that read tables, one line of the domain each."""

from schema.declare import Argument, IdentifierArgument, Operator, Root

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
    Root("cases", "Case", "The cases that you may see."),
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
        "minutes",
        "Minutes",
        "Minutes of meetings on the cases that you may see.",
        arguments=(Argument("area", "case.area_number", Operator.EQUALS, "Only minutes on cases of this MAPPA area."),),
    ),
    Root(
        "referrals",
        "Referral",
        "Referrals of the cases that you may see.",
        arguments=(Argument("area", "case.area_number", Operator.EQUALS, "Only referrals in this MAPPA area."),),
    ),
    Root(
        "actions",
        "Action",
        "Actions on the cases that you may see.",
        arguments=(
            Argument("overdue", "overdue", Operator.EQUALS, "Only actions that are, or are not, overdue."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only actions on cases of this MAPPA area."),
        ),
    ),
    Root("caseload", "CaseloadCount", "Active cases counted by area, category and level; small numbers suppressed."),
    Root("areas", "Area", "The 42 MAPPA areas."),
    Root("reviewRules", "ReviewRule", "How often cases are to be reviewed, with the source of each rule."),
    Root("bodies", "Body", "The bodies with a duty to co-operate, CJA 2003 s.325(6)."),
)
