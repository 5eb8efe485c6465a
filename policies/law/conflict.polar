# Who says that they are not to work on a case, and who finds that they may again. How to read this: common.polar.

# A conflict of interest is one with a case.
on_a_case(act) if act in ["declare_conflict", "lift_conflict"];

# It is declared for whichever purpose somebody works on the case.
furthers("declare_conflict", purpose) if
    purpose in [
        "manage_risk", "plan_release", "prepare_meeting", "safeguard_children", "contact_victim", "coordinate_arrangements"
    ];

# That it is over is found where the arrangements are run.
furthers("lift_conflict", "coordinate_arrangements");

# Whoever manages the person declares it. Whoever declared it is excluded from the case from then on, as by name.
# Source: our own caution; the Civil Service Code and the police Code of Ethics ask that it be declared.
entrust("conflict.managers-declare", role, agency, "declare_conflict", standing, _ownership) if
    manages_for(role, agency) and
    with_the_case(standing);

# So does a senior probation officer, in the area.
entrust("conflict.seniors-declare", "senior_probation_officer", "probation", "declare_conflict", "area", _ownership);

# So do those who represent an agency or body on the case, the chair, intelligence desks, prison security and the victim
# liaison officer.
entrust("conflict.those-on-the-case-declare", role, agency, "declare_conflict", standing, _ownership) if
    (role = "agency_representative" and (responsible_authority(agency) or agency = "partner") and standing = "convened") or
    (role = "chair" and (responsible_authority(agency) or agency = "coordination") and standing = "convened") or
    (role = "police_intelligence" and agency = "police" and standing in ["assigned", "convened"]) or
    (role = "prison_security" and agency = "prison" and standing in ["assigned", "convened"]) or
    (role = "victim_liaison_officer" and agency = "probation" and standing = "assigned");

# So do those of the co-ordination unit, in their area.
entrust("conflict.the-unit-declares", role, "coordination", "declare_conflict", "coordinating", _ownership) if
    role in ["mappa_coordinator", "mappa_administrator"];

# The co-ordinator of the area lifts it, of somebody else. Source: Guidance 28 (the unit is accountable for the
# arrangements); our own caution: never one's own.
entrust("conflict.coordinators-lift", "mappa_coordinator", "coordination", "lift_conflict", "coordinating", _ownership);
