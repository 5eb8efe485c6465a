"""Signing in to the running demonstration, and asking it something."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from gateway.command.refusal import CommandRefused
from policies.vocabulary import Purpose, Role

if TYPE_CHECKING:
    from httpx2 import Response

FILE = "demonstration.json"
POLICY_FILE = "log-policy.txt"
CLIENT = "mappa-demonstration"
GRANT = "urn:mappa:params:oauth:grant-type:demonstration"
DEFAULT_PURPOSES = {
    "vlo": "CONTACT_VICTIM",
    "auditor": "VERIFY_LAWFULNESS",
    "smb": "MONITOR_PERFORMANCE",
    "lay": "MONITOR_PERFORMANCE",
    "inspector": "INSPECT_ARRANGEMENTS",
    "associate": "PREPARE_MEETING",
    "admin": "ADMINISTER_PLATFORM",
    "policy": "ADMINISTER_PLATFORM",
    "second": "ADMINISTER_PLATFORM",
    "coordinator": "COORDINATE_ARRANGEMENTS",
    "chair": "PREPARE_MEETING",
    "housing": "PREPARE_MEETING",
}


@dataclass(frozen=True, slots=True)
class Running:
    """Where the demonstration is, as it wrote it down when it started."""

    graphql: str
    issuer: str
    audit_database: str

    @classmethod
    def of(cls, data: Path) -> Self:
        """The demonstration that keeps its data here."""
        try:
            return cls(**json.loads((data / FILE).read_text()))
        except (OSError, ValueError, TypeError):
            raise CommandRefused(
                f"No demonstration runs from {data}: start one with `make run`, or name its folder with --data."
            ) from None

    def write(self, data: Path) -> None:
        """Leave it for the other commands, readable by the owner alone."""
        path = data / FILE
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self)))


@dataclass(frozen=True, slots=True)
class Document:
    """A GraphQL document and its variables as JSON."""

    text: str
    variables: str = "{}"


def purpose_of(persona: str, purpose: str | None) -> str:
    """The purpose stated, or the one this persona usually has."""
    return purpose or DEFAULT_PURPOSES.get(persona, "MANAGE_RISK")


@dataclass(frozen=True, slots=True)
class Stated:
    """Why somebody asks, and in which of several roles, by their codes; None where they leave it open."""

    purpose: str | None = None
    role: str | None = None

    def __post_init__(self) -> None:
        for word, code, codes in (("purpose", self.purpose, Purpose), ("role", self.role, Role)):
            if code is not None and code not in codes.__members__:
                raise CommandRefused(f"{code} is no {word}: state one of {', '.join(codes.__members__)}.")

    @property
    def headers(self) -> dict[str, str]:
        """The headers that state them."""
        given = {"Purpose-Of-Use": self.purpose, "Acting-Role": self.role}
        return {name: code for name, code in given.items() if code is not None}


def token(data: Path, persona: str) -> str:
    """An access token for a persona."""
    form = {"grant_type": GRANT, "persona": persona, "client_id": CLIENT}
    reply = _post(f"{Running.of(data).issuer}/token", data=form)
    body = reply.json()
    if reply.status_code != 200:
        raise CommandRefused(body.get("error_description", f"The sign-in answered {reply.status_code}."))
    return str(body["access_token"])


def require_held(data: Path, persona: str, stated: Stated) -> None:
    """Raises ``CommandRefused`` with the roles that a persona holds today, where they do not hold the one stated."""
    if stated.role is None:
        return
    answered = query(data, persona, Stated(), Document("{ viewer { rolesHeld } }"))
    if answered.failed:
        raise CommandRefused(f"What {persona} holds is not told:\n{answered.text}")
    held = json.loads(answered.text)["data"]["viewer"]["rolesHeld"]
    if stated.role not in held:
        raise CommandRefused(f"{persona} does not hold {stated.role}: state one of {', '.join(held)}.")


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer as indented JSON, and whether it holds errors."""

    text: str
    failed: bool


def query(data: Path, persona: str, stated: Stated, document: Document) -> Answered:
    """What the running demonstration answers."""
    try:
        variables = json.loads(document.variables)
    except ValueError:
        raise CommandRefused('--variables is not JSON: write it like \'{"reference": "MAPPA-07-000001"}\'.') from None
    headers = {
        "Authorization": f"Bearer {token(data, persona)}",
        **replace(stated, purpose=purpose_of(persona, stated.purpose)).headers,
        "Accept": "application/graphql-response+json, application/json",
    }
    reply = _post(Running.of(data).graphql, json={"query": document.text, "variables": variables}, headers=headers)
    answer = reply.json()
    return Answered(json.dumps(answer, indent=2, ensure_ascii=False), "errors" in answer)


def _post(url: str, **content: object) -> "Response":
    import httpx2

    try:
        return httpx2.post(url, timeout=30, trust_env=False, **content)  # type: ignore[arg-type]  # passed on as given
    except httpx2.TransportError:
        raise CommandRefused(f"Nothing answers at {url}: start the demonstration with `make run`.") from None
