# What probation grants, and what its own people are shown. How to read this: common.polar.

# The probation manager of a person is shown the case, with the third parties named in it. Victims stay with the victim
# liaison officer, health and intelligence stay masked. Source: Matrix, community offender manager.
grant("probation.managers-see-their-cases", role, "probation", data_class, standing, _ownership) if
    role in ["community_offender_manager", "senior_probation_officer"] and
    with_the_case(standing) and
    data_class in [
        "existence", "identity", "address", "management", "decision", "conviction", "custody", "public_protection",
        "supervision", "licence", "orders", "risk_level", "risk_narrative", "risk_plan", "third_party", "meeting",
        "minutes", "action", "disclosure", "contribution", "practitioner"
    ];

# Who is excluded from a case or restricted to it, its probation manager is shown. Source: nDelius practice (limited
# access is kept in probation's records).
grant(
    "probation.managers-see-who-is-barred", "community_offender_manager", "probation", "access_limit", "assigned",
    _ownership
);

# A senior probation officer oversees the cases of the area: management, decisions, risk and supervision, and who is
# barred from them. Addresses, victims, third parties and minutes are for those on the case.
grant(
    "probation.seniors-oversee-their-area", "senior_probation_officer", "probation", data_class, standing, _ownership
) if
    (with_the_area(standing) or standing = "area") and
    data_class in [
        "existence", "identity", "management", "decision", "conviction", "custody", "supervision", "licence",
        "orders", "risk_level", "risk_narrative", "risk_plan", "meeting", "action", "practitioner", "access_limit"
    ];

# A senior probation officer is shown counts.
grant("probation.seniors-see-counts", "senior_probation_officer", "probation", "aggregate", standing, _ownership) if
    standing in ["coordinating", "area", "none"];

# A victim liaison officer is shown what contact with a victim needs: who, how managed, key dates, the licence that
# victims may ask conditions of, and the level of risk. Source: Matrix, victim liaison officer; Guidance on victims.
grant(
    "probation.victim-liaison-sees-dates-and-licence", "victim_liaison_officer", "probation", data_class, standing,
    _ownership
) if
    standing in ["assigned", "convened"] and
    data_class in [
        "existence", "identity", "management", "custody", "licence", "risk_level", "meeting", "action", "practitioner"
    ];

# Victims and where they are, the victim liaison officer of the case is shown, from probation's own record alone.
# Source: Matrix, victim liaison officer (own victim).
grant(
    "probation.victim-liaison-sees-the-victim", "victim_liaison_officer", "probation", data_class, "assigned", "own"
) if
    data_class in ["victim", "victim_address"];
