# What those who run the arrangements are shown: co-ordinators, administrators, chairs. How to read this: common.polar.

# A co-ordinator is shown the cases of their own area, with victims and third parties where the purpose needs them.
# Health stays masked, and intelligence stays with its owner. Source: Matrix, MAPPA co-ordinator; Guidance 28.
grant(
    "coordination.coordinators-see-the-cases-of-their-area", "mappa_coordinator", "coordination", data_class, standing,
    _ownership
) if
    with_the_area(standing) and
    data_class in [
        "existence", "identity", "address", "management", "decision", "conviction", "custody", "public_protection",
        "supervision", "licence", "orders", "risk_level", "risk_narrative", "risk_plan", "victim", "third_party",
        "meeting", "minutes", "action", "disclosure", "contribution", "practitioner", "access_limit"
    ];

# A co-ordinator is shown which agencies, in which roles, saw a case of their area, on which days and why, and nobody's
# name: the unit answers for the arrangements, and who is to be asked by name is for auditors. Source: DPA s.62(4)(b)
# (self-monitoring), s.37 (no more than is needed); Guidance 28; our own caution.
grant(
    "coordination.coordinators-see-who-has-seen-a-case", "mappa_coordinator", "coordination", "case_access", standing,
    _ownership
) if
    with_the_area(standing);

# So is whoever manages the person for the agency that leads the case, which is the police or the probation service.
# Source: DPA s.62(4)(b); Guidance 2 (the lead agency); our own caution: not the managers of the other agencies, nor
# anybody who is invited to a meeting.
grant("coordination.managers-that-lead-see-who-has-seen-a-case", role, agency, "case_access", "assigned", "own") if
    (role = "police_offender_manager" and agency = "police") or
    (role in ["community_offender_manager", "senior_probation_officer"] and agency = "probation");

# A co-ordinator is shown counts.
grant("coordination.coordinators-see-counts", "mappa_coordinator", "coordination", "aggregate", standing, _ownership) if
    standing in ["coordinating", "area", "none"];

# An administrator is shown what convening and minuting a meeting needs. Victims, third parties, health, intelligence
# and the reasons of decisions stay masked. Source: Matrix, MAPPA administrator.
grant(
    "coordination.administrators-see-what-meetings-need", "mappa_administrator", "coordination", data_class, standing,
    _ownership
) if
    standing in ["assigned", "convened", "coordinating"] and
    data_class in [
        "existence", "identity", "management", "conviction", "custody", "risk_level",
        "risk_narrative", "risk_plan", "meeting", "minutes", "action", "practitioner"
    ];

# A chair is shown the cases of their own meetings, with victims, third parties and health.
# Source: Matrix, chair (own meetings).
grant("coordination.chairs-see-the-cases-of-their-meetings", "chair", agency, data_class, "convened", _ownership) if
    (responsible_authority(agency) or agency = "coordination") and
    data_class in [
        "existence", "identity", "address", "management", "decision", "conviction", "custody", "public_protection",
        "supervision", "licence", "orders", "risk_level", "risk_narrative", "risk_plan", "victim", "third_party",
        "health", "meeting", "minutes", "action", "disclosure", "contribution", "practitioner"
    ];

# A chair is shown intelligence that its owner has opened to the meeting or left to the chair to release.
# Source: Matrix, chair ("owner releases").
grant("coordination.chairs-see-released-intelligence", "chair", agency, "intelligence", "convened", _ownership) if
    responsible_authority(agency) or agency = "coordination";

# A chair is shown counts: how comparable cases were decided, as information where a level is decided.
grant("coordination.chairs-see-counts", "chair", agency, "aggregate", "none", _ownership) if
    responsible_authority(agency) or agency = "coordination";
