"""The people and systems of the demonstration. All are invented; none is drawn from a person who lives or lived.

Pure data: the directory is seeded from it, and the identity provider signs these in and nobody else.
"""

from dataclasses import dataclass
from typing import Final

from policies.vocabulary import Agency, Clearance, Role

AREA: Final = 7  # the area, of 1 to 42, in which the demonstration takes place


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to sign in as. ``owner`` is the code of what their agency holds; a national role has no ``area``, nor
    has an associate; an inspector's is that of their warrant.
    """

    name: str
    display_name: str
    roles: frozenset[Role]
    agency: Agency
    owner: str
    clearance: Clearance = Clearance.NONE
    area: int | None = AREA

    @property
    def subject(self) -> str:
        """What the identity provider calls them: the ``sub`` of their tokens."""
        return f"persona:{self.name}"


@dataclass(frozen=True, slots=True)
class DemonstrationClient:
    """An OAuth client. One that is ``human_less`` is a principal itself, with ``roles`` and its client id as subject.

    A confidential client proves itself with a secret kept in the demonstration's data directory. One that people
    sign in to ``in_browser`` speaks for nobody but the person who did, so it is not named as acting for them.
    """

    client_id: str
    display_name: str
    agency: Agency
    owner: str
    confidential: bool
    human_less: bool = False
    in_browser: bool = False
    page_cap: int = 100
    roles: frozenset[Role] = frozenset()


PERSONAS: Final = (
    Persona("police", "Rowan Tarrant", frozenset({Role.POLICE_OFFENDER_MANAGER}), Agency.POLICE, "police"),
    Persona("prison", "Imogen Sallow", frozenset({Role.PRISON_OFFENDER_MANAGER}), Agency.PRISON, "prison"),
    Persona("probation", "Tobias Merrow", frozenset({Role.COMMUNITY_OFFENDER_MANAGER}), Agency.PROBATION, "probation"),
    Persona(
        "coordinator",
        "Farida Lindqvist",
        frozenset({Role.MAPPA_COORDINATOR}),
        Agency.COORDINATION,
        "coordination",
        Clearance.TERRORISM,
    ),
    Persona("chair", "Gwilym Ashdown", frozenset({Role.CHAIR}), Agency.PROBATION, "probation"),
    Persona("vlo", "Constance Abara", frozenset({Role.VICTIM_LIAISON_OFFICER}), Agency.PROBATION, "probation"),
    Persona("housing", "Leopold Kerrigan", frozenset({Role.AGENCY_REPRESENTATIVE}), Agency.PARTNER, "housing"),
    Persona(
        "auditor",
        "Marguerite Osei",
        frozenset({Role.AUDITOR}),
        Agency.OVERSIGHT,
        "oversight",
        Clearance.TERRORISM,
        area=None,
    ),
    Persona("smb", "Desmond Fairlight", frozenset({Role.SMB_MEMBER}), Agency.OVERSIGHT, "oversight"),
    Persona("admin", "Sunniva Holt", frozenset({Role.SYSTEM_ADMINISTRATOR}), Agency.PLATFORM, "platform", area=None),
    Persona("policy", "Idris Penhaligon", frozenset({Role.POLICY_OFFICER}), Agency.PLATFORM, "platform", area=None),
    Persona("second", "Aurelia Finch", frozenset({Role.POLICY_OFFICER}), Agency.PLATFORM, "platform", area=None),
    Persona("inspector", "Halcyon Brightwater", frozenset({Role.INSPECTOR}), Agency.OVERSIGHT, "oversight"),
    Persona("associate", "Barnaby Thistlewood", frozenset({Role.ASSOCIATE}), Agency.PARTNER, "hostel", area=None),
    Persona(  # who chairs level 2 meetings beside supervising others' cases, as many do
        "senior",
        "Philippa Thorncastle",
        frozenset({Role.SENIOR_PROBATION_OFFICER, Role.CHAIR}),
        Agency.PROBATION,
        "probation",
    ),
    Persona("lay", "Hesper Lindgarth", frozenset({Role.LAY_ADVISER}), Agency.OVERSIGHT, "oversight"),
)

CLIENTS: Final = (
    DemonstrationClient(
        "mappa-demonstration", "Demonstration sign-in", Agency.PLATFORM, "platform", confidential=False
    ),
    DemonstrationClient(
        "police-system", "Police case system (demonstration)", Agency.POLICE, "police", confidential=True
    ),
    DemonstrationClient(
        "bulk-exchange",
        "Probation bulk exchange (demonstration)",
        Agency.PROBATION,
        "probation",
        confidential=True,
        human_less=True,
        page_cap=1000,
        roles=frozenset({Role.AGENCY_SYSTEM}),
    ),
    DemonstrationClient(
        "mappa-web", "MAPPA web client", Agency.PLATFORM, "platform", confidential=True, in_browser=True
    ),
)


def persona_named(name: str) -> Persona | None:
    """The persona called ``name``, exactly."""
    return next((persona for persona in PERSONAS if persona.name == name), None)


def client_named(client_id: str) -> DemonstrationClient | None:
    """The client registered as ``client_id``, exactly."""
    return next((client for client in CLIENTS if client.client_id == client_id), None)
