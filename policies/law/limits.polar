# Who opens limited access again: one proposes that a limit is lifted or somebody let in, a second person releases it. How
# to read this: common.polar. What closes a case needs nobody's leave; what opens it needs two.

# A limit is on a case.
on_a_case(act) if act in ["propose_limit_release", "release_limit", "refuse_limit_release"];

# It is opened again where risk is managed and where the arrangements are run.
furthers(act, purpose) if
    act in ["propose_limit_release", "release_limit", "refuse_limit_release"] and
    purpose in ["manage_risk", "coordinate_arrangements"];

# The probation manager of the person proposes it. Source: nDelius practice (limited access is kept in probation's
# records); our own caution: two people.
entrust(
    "limits.managers-propose-a-release", "community_offender_manager", "probation", "propose_limit_release", "assigned",
    _ownership
);

# A senior probation officer on the case, or of the area, proposes it, or decides what another proposed.
entrust("limits.seniors-release", "senior_probation_officer", "probation", act, standing, _ownership) if
    act in ["propose_limit_release", "release_limit", "refuse_limit_release"] and
    standing in ["assigned", "area"];

# So does the co-ordinator of the area decide, where a restriction keeps the senior officers of the area out.
# Source: Guidance 28 (the co-ordination unit is accountable for the arrangements).
entrust("limits.coordinators-release", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["release_limit", "refuse_limit_release"];

# The handling as a terrorism case is of a case.
on_a_case(act) if act in ["propose_handling_release", "release_handling", "refuse_handling_release"];

# It is lifted where risk is managed and where the arrangements are run.
furthers(act, purpose) if
    act in ["propose_handling_release", "release_handling", "refuse_handling_release"] and
    purpose in ["manage_risk", "coordinate_arrangements"];

# The co-ordination unit, which sets the handling with the category, proposes that it is lifted, and decides what another
# of it proposed. Nobody acts on a terrorism case without clearance, here as everywhere (common.polar).
# Source: Guidance 28; our own caution: two people, as for limited access.
entrust(
    "limits.coordinators-lift-terrorism-handling", "mappa_coordinator", "coordination", act, "coordinating", _ownership
) if
    act in ["propose_handling_release", "release_handling", "refuse_handling_release"];

# A senior probation officer on the case, or of the area, is a second person where the unit has no other who is cleared.
entrust("limits.seniors-lift-terrorism-handling", "senior_probation_officer", "probation", act, standing, _ownership) if
    act in ["release_handling", "refuse_handling_release"] and
    standing in ["assigned", "area"];
