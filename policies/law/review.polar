# Who holds reviews, brings them forward, and answers for those that were missed. How to read this: common.polar.

# A review is of a case.
on_a_case(act) if
    act in [
        "hold_review", "record_review_missed", "bring_review_forward", "cancel_review", "escalate_review"
    ];

# A review is held and brought forward to manage the risk, to plan a release, or in a meeting.
furthers(act, purpose) if
    act in ["hold_review", "record_review_missed", "bring_review_forward"] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "coordinate_arrangements"];

# That reviews are held is seen to where the arrangements are run.
furthers(act, purpose) if
    act in ["cancel_review", "escalate_review"] and
    purpose in ["coordinate_arrangements", "prepare_meeting", "manage_risk"];

# Whoever manages the person reviews the case, says why a review was missed, and has one held sooner.
# Source: Guidance 7 (levels are regularly reconsidered); nDelius practice (level 1 review by the lead agency).
entrust("review.managers-review-their-cases", role, agency, act, standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"] and
    act in ["hold_review", "record_review_missed", "bring_review_forward"];

# So does a senior probation officer, in the area.
entrust("review.seniors-review-cases-of-their-area", "senior_probation_officer", "probation", act, "area", _ownership) if
    act in ["hold_review", "record_review_missed", "bring_review_forward"];

# The chair records the review that a meeting was, and has the next one held sooner. Source: Guidance 13b.
entrust("review.chairs-review-in-meetings", "chair", agency, act, "convened", _ownership) if
    (responsible_authority(agency) or agency = "coordination") and
    act in ["hold_review", "bring_review_forward"];

# The administrator of the unit records the review that a meeting was.
entrust("review.administrators-record-reviews", "mappa_administrator", "coordination", "hold_review", "coordinating", _ownership);

# The co-ordinator of the area does all of it, and takes further what was missed. Source: Guidance 28; Guidance 31 (the
# defensibility test: that everything was done that could reasonably have been done).
entrust("review.coordinators-see-to-reviews", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["hold_review", "record_review_missed", "bring_review_forward", "cancel_review", "escalate_review"];
