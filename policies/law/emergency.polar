# Who takes emergency access to a case that they are not on, who is told of it, and who reviews it. How to read this:
# common.polar. What is shown under it is what a manager is shown, never where a victim is, nor intercept material.

# It is taken before the case can be seen: in an area, for one case that is named.
on_no_case("take_emergency_access");

# Whoever is told of it and whoever reviews it sees the case.
on_a_case(act) if act in ["acknowledge_emergency_access", "review_emergency_access"];

# It is taken to manage a risk or to protect a child, at once.
furthers("take_emergency_access", purpose) if purpose in ["manage_risk", "safeguard_children"];

# It is acknowledged and reviewed where the arrangements are run and where risk is managed.
furthers(act, purpose) if
    act in ["acknowledge_emergency_access", "review_emergency_access"] and
    purpose in ["coordinate_arrangements", "manage_risk"];

# Those who manage people for police, prison or probation take it, in their own area or in another.
# Source: our own caution, after practice in health records (break the glass: alone, with a reason, reviewed).
entrust("emergency.managers-take-access", role, agency, "take_emergency_access", standing, _ownership) if
    ((role = "police_offender_manager" and agency = "police") or
    (role = "prison_offender_manager" and agency = "prison") or
    (role = "community_offender_manager" and agency = "probation")) and
    standing in ["area", "none"];

# A senior probation officer oversees the cases of the area already, and takes it in another.
entrust(
    "emergency.seniors-take-access-elsewhere", "senior_probation_officer", "probation", "take_emergency_access", "none",
    _ownership
);

# The co-ordination unit of the area is alerted, acknowledges it and reviews it.
# Source: Guidance 28 (the co-ordination function is accountable for the arrangements).
entrust("emergency.coordinators-review", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["acknowledge_emergency_access", "review_emergency_access"];

# So does a senior probation officer of the area review it, as a second person.
entrust(
    "emergency.seniors-review", "senior_probation_officer", "probation", "review_emergency_access", "area", _ownership
);
