# Who proposes that a case leaves MAPPA, and who confirms it. How to read this: common.polar.

# An exit is that of a case.
on_a_case(act) if act in ["propose_exit", "withdraw_exit", "refuse_exit", "confirm_exit"];

# It is proposed by those who manage risk, plan a release, prepare a meeting or run the arrangements.
furthers(act, purpose) if
    act in ["propose_exit", "withdraw_exit"] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "coordinate_arrangements"];

# It is answered to run the arrangements, or to manage risk.
furthers(act, purpose) if
    act in ["refuse_exit", "confirm_exit"] and
    purpose in ["coordinate_arrangements", "manage_risk"];

# Whoever manages the person proposes it, and so notifies a death. Source: Guidance 6 (every agency tells of changes).
entrust("exit.managers-propose", role, agency, "propose_exit", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# So does whoever represents an agency or body on the case.
entrust("exit.representatives-propose", "agency_representative", agency, "propose_exit", "convened", _ownership) if
    responsible_authority(agency) or agency = "partner";

# So does a senior probation officer, in the area.
entrust("exit.seniors-propose", "senior_probation_officer", "probation", "propose_exit", "area", _ownership);

# The agency that proposed it takes it back.
entrust("exit.managers-withdraw", role, agency, "withdraw_exit", standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# So does whoever represents the agency or body on the case.
entrust("exit.representatives-withdraw", "agency_representative", agency, "withdraw_exit", "convened", "own") if
    responsible_authority(agency) or agency = "partner";

# So does a senior probation officer, in the area.
entrust("exit.seniors-withdraw", "senior_probation_officer", "probation", "withdraw_exit", "area", "own");

# The co-ordination unit proposes what the rules find due, and answers what others proposed. Nobody answers what they
# proposed themselves. Source: Guidance 28; DPA ss.50A-50D (a person decides).
entrust("exit.coordinators-answer", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["propose_exit", "refuse_exit", "confirm_exit"];

# It takes back what it proposed.
entrust("exit.coordinators-withdraw", "mappa_coordinator", "coordination", "withdraw_exit", "coordinating", "own");
