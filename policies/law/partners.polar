# What those invited for their agency are shown: single points of contact of the Responsible Authority,
# duty-to-co-operate bodies, associates. And what the systems of agencies exchange. How to read this: common.polar.

# Whoever represents police, prison or probation at a meeting is shown the case. Victims, third parties and intelligence
# stay masked. Source: Matrix, SPOC / agency representative (invited case).
grant(
    "partners.authority-representatives-see-cases-they-are-invited-to", "agency_representative", agency, data_class,
    "convened", _ownership
) if
    responsible_authority(agency) and
    data_class in [
        "existence", "identity", "address", "management", "decision", "conviction", "custody", "public_protection",
        "supervision", "licence", "orders", "risk_level", "risk_narrative", "risk_plan", "meeting", "minutes",
        "action", "disclosure", "practitioner"
    ];

# Whoever represents a duty-to-co-operate body at a meeting is shown who is managed at which level, how dangerous they
# are, the plan they act in, and the meeting. Convictions, dates and words about the risk stay masked.
# Source: Matrix, duty to co-operate (housing, DWP, health, education); CJA s.325(3) and (6).
grant(
    "partners.bodies-see-what-they-act-on", "agency_representative", "partner", data_class, "convened", _ownership
) if
    data_class in [
        "existence", "identity", "management", "risk_level", "risk_plan", "meeting", "minutes", "action", "practitioner"
    ];

# What a duty-to-co-operate body contributes, that body is shown. Source: Matrix, duty to co-operate.
grant(
    "partners.bodies-see-their-own-contribution", "agency_representative", "partner", "contribution", "convened", "own"
);

# What a duty-to-co-operate body is asked for a decision, and what it proposed itself, that body is shown in words: it
# cannot answer what it is not told. Source: CJA s.325(3) (the duty to co-operate); Guidance 10.
grant("partners.bodies-see-what-they-are-asked", "agency_representative", "partner", "decision", "convened", "own");

# Health is shown to the agency or body that owns it. Source: Matrix, health column ("own").
grant("partners.health-is-for-its-owner", "agency_representative", agency, "health", "convened", "own") if
    responsible_authority(agency) or agency = "partner";

# The systems of an agency exchange the minimum data set of the cases in their area: no address, narrative, victim or
# name of staff. Source: HMPPS API, minimum data set; names of staff are removed for systems there as well.
grant("partners.systems-exchange-the-minimum", "agency_system", agency, data_class, "area", _ownership) if
    responsible_authority(agency) and
    data_class in [
        "existence", "identity", "management", "conviction", "custody", "supervision", "licence", "orders", "risk_level"
    ];

# What a duty-to-co-operate body told others, or asked to share, that body is shown. Source: DPA s.62; Guidance 9.2.
grant(
    "partners.bodies-see-what-they-told", "agency_representative", "partner", "disclosure", "convened", "own"
);
