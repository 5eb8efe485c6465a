# Who opens a case to somebody who has no part in it, for one purpose and to a day. How to read this: common.polar.
# Under the purpose that is named they stand as if convened; under any other, where they stood.

# It is a case that is opened.
on_a_case(act) if act in ["open_case", "close_case"];

# It is opened and closed for whichever purpose somebody works on the case.
furthers(act, purpose) if
    act in ["open_case", "close_case"] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "safeguard_children", "coordinate_arrangements"];

# The chair opens the cases of their meetings. Source: Matrix, "only if chair or owner grants"; MAPPA D (onward sharing is
# the chair's decision).
entrust("opening.chairs-open-their-cases", "chair", agency, act, "convened", _ownership) if
    (responsible_authority(agency) or agency = "coordination") and
    act in ["open_case", "close_case"];

# Whoever manages the person opens the case. Source: Matrix, "only if chair or owner grants"; Guidance 9.2.
entrust("opening.managers-open-their-cases", role, agency, act, "assigned", _ownership) if
    manages_for(role, agency) and
    act in ["open_case", "close_case"];

# The co-ordination unit of the area, whose the joint record is, opens and closes it. Source: Guidance 28.
entrust("opening.coordinators-open-cases", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["open_case", "close_case"];
