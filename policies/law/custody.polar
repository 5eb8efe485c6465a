# Who sets, reviews and ends what protects the public from a person in custody. How to read this: common.polar.

# Public protection in custody is about a case.
on_a_case(act) if
    act in [
        "set_protection_measure", "decide_child_contact", "review_protection_measure", "end_protection_measure",
        "add_no_contact", "remove_no_contact"
    ];

# It is seen to where risk is managed, a release is planned, a meeting prepared, or children are protected.
furthers(act, purpose) if
    act in [
        "set_protection_measure", "decide_child_contact", "review_protection_measure", "end_protection_measure",
        "add_no_contact", "remove_no_contact"
    ] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "safeguard_children"];

# The measures are the prison's: its manager of the person and its security set them, and decide the level of contact.
# Source: Public Protection Manual; the public-protection duties of prisons (PSI 18/2016).
entrust("custody.its-people-set-measures", role, "prison", act, standing, _ownership) if
    role in ["prison_offender_manager", "prison_security"] and
    standing in ["assigned", "convened"] and
    act in ["set_protection_measure", "decide_child_contact", "add_no_contact"];

# They review and end them.
entrust("custody.its-people-review-and-end-measures", role, "prison", act, standing, "own") if
    role in ["prison_offender_manager", "prison_security"] and
    standing in ["assigned", "convened"] and
    act in ["review_protection_measure", "end_protection_measure", "remove_no_contact"];
