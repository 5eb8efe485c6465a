# What the prison service grants, and what its own people are shown. How to read this: common.polar.

# The prison's manager of a person is shown the case. Victims, third parties and health stay masked.
# Source: Matrix, prison offender manager.
grant("prison.managers-see-their-cases", "prison_offender_manager", "prison", data_class, standing, _ownership) if
    with_the_case(standing) and
    data_class in [
        "existence", "identity", "address", "management", "decision", "conviction", "custody", "public_protection",
        "supervision", "licence", "orders", "risk_level", "risk_narrative", "risk_plan", "meeting", "minutes",
        "action", "disclosure", "contribution", "practitioner"
    ];

# Intelligence that the prison owns is shown to the prison's manager of the case.
# Source: Matrix, prison offender manager (prison-owned intelligence).
grant(
    "prison.managers-see-prison-intelligence", "prison_offender_manager", "prison", "intelligence", standing, "own"
) if
    with_the_case(standing);

# Whom their own prison's lists name, those who keep the lists are shown: a no-contact list that nobody may read keeps
# nobody away. What other agencies name stays masked. Source: Public Protection Manual (contact restrictions and
# monitoring lists are the prison's to keep); inspection of HMP High Down (lists out of date).
grant("prison.its-people-see-whom-its-lists-name", role, "prison", "third_party", standing, "own") if
    role in ["prison_offender_manager", "prison_security"] and
    standing in ["assigned", "convened"];

# Prison security on a case is shown intelligence that the prison owns. Source: Matrix, prison-owned intelligence.
grant("prison.security-sees-prison-intelligence", "prison_security", "prison", "intelligence", standing, "own") if
    standing in ["assigned", "convened"];

# What the prison is asked for a decision, and what it proposed itself, security is shown in words: it answers for it.
# Source: CJA s.325(3); Guidance 10.
grant("prison.security-sees-what-it-is-asked", "prison_security", "prison", "decision", standing, "own") if
    standing in ["assigned", "convened"];

# Beside it, security is shown who the person is, custody and its measures, orders and the level of risk: what
# monitoring and contact restrictions are set by. Source: the public-protection duties of prisons (PSI 18/2016).
grant("prison.security-sees-custody-and-its-measures", "prison_security", "prison", data_class, standing, _ownership) if
    standing in ["assigned", "convened"] and
    data_class in [
        "existence", "identity", "management", "conviction", "custody", "public_protection", "orders", "risk_level",
        "meeting", "action", "practitioner"
    ];
