# Who notifies that somebody comes under MAPPA, who confirms it, and who changes a category. How to read this:
# common.polar.

# A notice is made before there is a case, and is its agency's own until it is answered.
on_no_case(act) if act in ["notify_identification", "withdraw_identification"];

# To answer a notice opens a case; a case is managed, and its category changed, as a case.
on_a_case(act) if
    act in ["confirm_identification", "refuse_identification", "start_management", "confirm_category"];

# Somebody is notified so that risk is managed, a release planned, or children protected.
furthers(act, purpose) if
    act in ["notify_identification", "withdraw_identification"] and
    purpose in ["manage_risk", "plan_release", "safeguard_children", "prepare_meeting"];

# A notice is answered and a category confirmed to run the arrangements, or to manage risk.
furthers(act, purpose) if
    act in ["confirm_identification", "refuse_identification", "start_management", "confirm_category"] and
    purpose in ["coordinate_arrangements", "manage_risk"];

# Those who manage people for police, prison and probation, and those who represent an agency or body, notify in the area
# that they work in. Source: Guidance 6 (each agency identifies and notifies); CJA s.325(3).
entrust("identification.agencies-notify-in-their-area", role, agency, "notify_identification", "area", _ownership) if
    manages_for(role, agency) or
    (role = "agency_representative" and (responsible_authority(agency) or agency = "partner"));

# The agency that made a notice takes it back.
entrust("identification.agencies-withdraw-their-notice", role, agency, "withdraw_identification", "area", "own") if
    manages_for(role, agency) or
    (role = "agency_representative" and (responsible_authority(agency) or agency = "partner"));

# What an agency notified it is shown, and whether it was confirmed: its own words, and of no case anything.
grant("identification.agencies-see-what-they-notified", role, agency, "notice", "area", "own") if
    manages_for(role, agency) or
    (role = "agency_representative" and (responsible_authority(agency) or agency = "partner"));

# The co-ordination unit of the area is shown what it is notified of.
grant(
    "identification.coordinators-see-notices", "mappa_coordinator", "coordination", "notice", "coordinating", _ownership
);

# A person of the co-ordination unit answers, begins management and confirms a category; no rule does.
# Source: Guidance 6 and 28; DPA ss.50A-50D (no significant decision is taken by automated means alone).
entrust(
    "identification.coordinators-confirm", "mappa_coordinator", "coordination", act, "coordinating", _ownership
) if
    act in ["confirm_identification", "refuse_identification", "start_management", "confirm_category"];
