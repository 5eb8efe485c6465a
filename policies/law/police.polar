# What the police grant, and what their own people are shown. How to read this: common.polar.

# The police manager of a registered person is shown the case, with whom to protect and where: victims, third parties
# and health included. Source: Matrix, police offender manager; College of Policing APP (individuals at risk).
grant("police.managers-see-their-cases", "police_offender_manager", "police", data_class, standing, _ownership) if
    with_the_case(standing) and
    data_class in [
        "existence", "identity", "address", "management", "decision", "conviction", "custody", "public_protection",
        "supervision", "licence", "orders", "risk_level", "risk_narrative", "risk_plan", "victim", "third_party",
        "health", "meeting", "minutes", "action", "disclosure", "contribution", "practitioner"
    ];

# Where a victim is, the police manager of the case is shown, and nobody who was merely invited.
# Source: Matrix, police offender manager (victim details); our own caution: on the case only.
grant(
    "police.managers-see-where-a-victim-is", "police_offender_manager", "police", "victim_address", standing, _ownership
) if
    standing = "assigned";

# Intelligence that the police own is shown to the police manager of the case.
# Source: Matrix, police offender manager (police-owned intelligence).
grant(
    "police.managers-see-police-intelligence", "police_offender_manager", "police", "intelligence", standing, "own"
) if
    with_the_case(standing);

# A police intelligence desk on a case is shown intelligence that the police own.
# Source: Matrix, police-owned intelligence.
grant("police.desks-see-police-intelligence", "police_intelligence", "police", "intelligence", standing, "own") if
    standing in ["assigned", "convened"];

# What the police are asked for a decision, and what they proposed themselves, the desk is shown in words: it answers for
# them, and cannot answer what it is not told. Source: CJA s.325(3); Guidance 10.
grant("police.desks-see-what-they-are-asked", "police_intelligence", "police", "decision", standing, "own") if
    standing in ["assigned", "convened"];

# Beside it, the desk is shown who and where the person is, convictions, orders, licence and the level of risk. Words
# about the risk and the names of staff stay masked. Source: HMPPS API, police-intelligence role.
grant("police.desks-see-an-outline", "police_intelligence", "police", data_class, standing, _ownership) if
    standing in ["assigned", "convened"] and
    data_class in [
        "existence", "identity", "address", "management", "conviction", "custody", "licence", "orders", "risk_level",
        "meeting", "action"
    ];
