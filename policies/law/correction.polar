# Who reports that a fact is wrong, who answers, and who acknowledges that it was corrected. How to read this:
# common.polar.

# A fact is that of a case.
on_a_case(act) if
    act in ["report_error", "correct_error", "refuse_correction", "acknowledge_correction", "chase_correction"];

# Whoever works on a case may find a fact wrong, for whichever purpose.
furthers(act, purpose) if
    act in ["report_error", "correct_error", "refuse_correction"] and
    purpose in [
        "manage_risk", "plan_release", "prepare_meeting", "safeguard_children", "contact_victim", "coordinate_arrangements"
    ];

# Whoever was shown it is to know what was wrong, for whichever purpose they were shown it, also to inspect.
furthers("acknowledge_correction", purpose) if
    purpose in [
        "manage_risk", "plan_release", "prepare_meeting", "safeguard_children", "contact_victim", "coordinate_arrangements",
        "inspect_arrangements"
    ];

# Those who have not acknowledged are chased to run the arrangements.
furthers("chase_correction", "coordinate_arrangements");

# Whoever has a part in the case reports a fact that is wrong. Source: DPA s.38(4) and (5).
entrust("correction.managers-report", role, agency, "report_error", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# So does a senior probation officer, in the area.
entrust("correction.seniors-report", "senior_probation_officer", "probation", "report_error", "area", _ownership);

# So do those who represent an agency or body on the case, the chair, intelligence desks, prison security and the victim
# liaison officer.
entrust("correction.those-on-the-case-report", role, agency, "report_error", standing, _ownership) if
    (role = "agency_representative" and (responsible_authority(agency) or agency = "partner") and standing = "convened") or
    (role = "chair" and (responsible_authority(agency) or agency = "coordination") and standing = "convened") or
    (role = "police_intelligence" and agency = "police" and standing in ["assigned", "convened"]) or
    (role = "prison_security" and agency = "prison" and standing in ["assigned", "convened"]) or
    (role = "victim_liaison_officer" and agency = "probation" and standing = "assigned");

# The agency or body whose fact it is answers, by those who manage the person.
# Source: DPA ss.46 to 48 (rectification is the controller's); Guidance 9.2.
entrust("correction.managers-answer", role, agency, act, standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"] and
    act in ["correct_error", "refuse_correction"];

# For probation also by a senior officer, in the area.
entrust("correction.seniors-answer", "senior_probation_officer", "probation", act, "area", "own") if
    act in ["correct_error", "refuse_correction"];

# And by the others who have a part in the case for their agency or body.
entrust("correction.those-on-the-case-answer", role, agency, act, standing, "own") if
    act in ["correct_error", "refuse_correction"] and
    ((role = "agency_representative" and (responsible_authority(agency) or agency = "partner") and standing = "convened") or
    (role = "chair" and (responsible_authority(agency) or agency = "coordination") and standing = "convened") or
    (role = "police_intelligence" and agency = "police" and standing in ["assigned", "convened"]) or
    (role = "prison_security" and agency = "prison" and standing in ["assigned", "convened"]) or
    (role = "victim_liaison_officer" and agency = "probation" and standing = "assigned"));

# The co-ordination unit reports what it finds wrong, and chases.
entrust("correction.coordinators-report-and-chase", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["report_error", "chase_correction"];

# It answers for the joint record, which is its own to keep.
entrust("correction.coordinators-answer", "mappa_coordinator", "coordination", act, "coordinating", "own") if
    act in ["correct_error", "refuse_correction"];

# Whoever was shown a fact that was wrong is told so, also when they have left the case since. The notice is addressed to
# them: to it they stand as assigned, whatever they are to the case, and nothing else of the case comes with it. Whoever
# is excluded from the case is told by other means. Source: DPA s.38(5).
grant("correction.whoever-was-shown-it-is-told", role, agency, "correction", "assigned", _ownership) if
    works_on_cases(role, agency);

# They acknowledge it, each for themselves.
entrust("correction.whoever-was-told-acknowledges", role, agency, "acknowledge_correction", "assigned", _ownership) if
    works_on_cases(role, agency);

# Nor is whoever was shown a fact without working on the case left out: an associate with whom an item was shared, and an
# inspector who was shown cases by warrant, also when item or warrant has ended since. Source: DPA s.38(5).
grant("correction.associates-and-inspectors-are-told", role, agency, "correction", "assigned", _ownership) if
    (role = "associate" and agency = "partner") or
    (role = "inspector" and agency = "oversight");

# They acknowledge it, each for themselves.
entrust(
    "correction.associates-and-inspectors-acknowledge", role, agency, "acknowledge_correction", "assigned", _ownership
) if
    (role = "associate" and agency = "partner") or
    (role = "inspector" and agency = "oversight");
