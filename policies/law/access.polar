# Who answers the person a case is about, when they ask for access to what is held. How to read this: common.polar.

# A request is about a case.
on_a_case(act) if
    act in [
        "log_subject_access", "extend_subject_access", "decide_subject_access", "answer_subject_access",
        "withdraw_subject_access"
    ];

# It is answered to run the arrangements.
furthers(act, "coordinate_arrangements") if
    act in [
        "log_subject_access", "extend_subject_access", "decide_subject_access", "answer_subject_access",
        "withdraw_subject_access"
    ];

# The co-ordination unit of the area logs it, decides on each kind of information with the agency that owns it, and
# answers. Source: DPA s.45 and s.54; Guidance 9.2 (each agency answers for what it owns).
entrust("access.coordinators-answer-the-person", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in [
        "log_subject_access", "extend_subject_access", "decide_subject_access", "answer_subject_access",
        "withdraw_subject_access"
    ];
