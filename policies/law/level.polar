# Who proposes, endorses and decides the level at which a case is managed, and who acknowledges the decision. How to read
# this: common.polar.

# A level-setting decision is about a case.
on_a_case(act) if
    act in [
        "propose_level", "endorse_level", "record_dissent", "decide_level", "decline_level", "withdraw_level_proposal",
        "acknowledge_decision", "chase_acknowledgement"
    ];

# A level is proposed and endorsed, and seen differently, to manage the risk, to plan a release or to prepare a meeting.
furthers(act, purpose) if
    act in ["propose_level", "endorse_level", "record_dissent", "withdraw_level_proposal"] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "coordinate_arrangements"];

# It is decided in a meeting or in screening, where risk is managed and the arrangements are run.
furthers(act, purpose) if
    act in ["decide_level", "decline_level", "chase_acknowledgement"] and
    purpose in ["prepare_meeting", "manage_risk", "coordinate_arrangements"];

# Whoever it was communicated to acknowledges it, for whichever purpose they work on the case.
furthers("acknowledge_decision", purpose) if
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "safeguard_children", "contact_victim"];

# Whoever manages the person proposes a level, and says where they see one differently.
# Source: Guidance 7 and 13b (all differing viewpoints are recorded).
entrust("level.managers-propose-for-their-cases", role, agency, act, standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"] and
    act in ["propose_level", "record_dissent"];

# So does a senior probation officer, in the area.
entrust("level.seniors-propose-in-their-area", "senior_probation_officer", "probation", act, "area", _ownership) if
    act in ["propose_level", "record_dissent"];

# Whoever is at the table says where they see it differently: representatives, the chair.
entrust("level.whoever-is-convened-may-dissent", role, agency, "record_dissent", "convened", _ownership) if
    (role = "agency_representative" and (responsible_authority(agency) or agency = "partner")) or
    (role = "chair" and (responsible_authority(agency) or agency = "coordination"));

# The co-ordination unit says where it sees it differently.
entrust("level.coordinators-may-dissent", "mappa_coordinator", "coordination", "record_dissent", "coordinating", _ownership);

# A second person of sufficient grade endorses: a senior probation officer, or a chair, who is of senior rank.
# Source: nDelius practice (endorsed by a senior probation officer); HMICFRS glossary (chairs are of senior rank).
entrust("level.seniors-endorse", "senior_probation_officer", "probation", "endorse_level", standing, _ownership) if
    standing in ["assigned", "convened", "area"];

# So does the chair of a meeting on the case.
entrust("level.chairs-endorse", "chair", agency, "endorse_level", "convened", _ownership) if
    responsible_authority(agency) or agency = "coordination";

# It is decided by the chair, in a meeting on the case. Source: Guidance 13a and 13b.
entrust("level.chairs-decide", "chair", agency, act, "convened", _ownership) if
    (responsible_authority(agency) or agency = "coordination") and
    act in ["decide_level", "decline_level"];

# Or by the co-ordination unit of the area, in screening; it also chases those who do not acknowledge.
# Source: Guidance 7 (robust screening) and 28.
entrust("level.coordinators-decide-and-chase", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["decide_level", "decline_level", "chase_acknowledgement"];

# The agency that proposed a level takes the proposal back, by whoever of it could have made it.
entrust("level.managers-withdraw-what-their-agency-proposed", role, agency, "withdraw_level_proposal", standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# So does a senior probation officer, in the area.
entrust(
    "level.seniors-withdraw-what-probation-proposed", "senior_probation_officer", "probation",
    "withdraw_level_proposal", "area", "own"
);

# A decision is acknowledged by those it was communicated to: for their agency or themselves, by those who manage the
# person. Source: the joint inspections ask that levels are clearly communicated across the responsible authorities.
entrust("level.managers-acknowledge", role, agency, "acknowledge_decision", standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# For probation also by its senior officer in the area, and by the victim liaison officer of the case.
entrust("level.probation-acknowledges", role, "probation", "acknowledge_decision", standing, "own") if
    (role = "senior_probation_officer" and standing = "area") or
    (role = "victim_liaison_officer" and standing = "assigned");
