"""Every setting, read once from the environment (prefix ``MAPPA_``), typed, and refused at start where it is wrong.

A default stands only where it is right in production and harmless in public; whatever else is missing stops the start
with a sentence that names the variable.
"""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class LogSettings(BaseSettings):
    """The settings of what comes behind the access record: all that ``mappa sequence`` needs."""

    model_config = SettingsConfigDict(env_prefix="MAPPA_", frozen=True, extra="ignore")

    database_url: SecretStr = Field(
        description="PostgreSQL as the role mappa_gateway: postgresql://user:password@host/db."
    )
    log_keys: SecretStr | None = Field(
        default=None,
        description="The keys that sign the access record's checkpoints, with spaces between: one, or the new and the "
        "old one while they change. `mappa audit key` makes one. Without it no checkpoint is signed.",
    )
    log_memory: Path | None = Field(
        default=None,
        description="A folder of this replica alone, on a disk that is not the database's, in which it remembers the "
        "newest checkpoint: a database that was restored is noticed by it.",
    )
    log_policy: Path | None = Field(
        default=None,
        description="A policy file (docs/audit.md): the witnesses that cosign checkpoints, where they are, and how "
        "many must. Without it none is asked.",
    )


class Settings(LogSettings):
    """The settings of one gateway process."""

    secret_key: SecretStr = Field(
        min_length=32,
        description="At least 32 random characters, the same in every replica: seals ids and cursors, keys the hashes "
        "of variables in the access record. Changing it makes open cursors and ids void.",
    )
    secret_keys_before: SecretStr = Field(
        default=SecretStr(""),
        description="The secret keys that were set before, with spaces between, for as long as guesses at what was "
        "asked under them are to be tested. Nothing is sealed or hashed with them.",
    )
    issuer: str = Field(description="The OpenID Connect issuer whose access tokens are accepted, exactly as in iss.")
    audience: str = Field(description="What the tokens must be made for: the value of aud that means this gateway.")
    jwks_url: str = Field(description="Where the issuer publishes its signing keys.")
    algorithms: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("ES256", "PS256", "EdDSA"), description="The signature algorithms that are accepted, with commas."
    )
    token_lifetime: timedelta = Field(
        default=timedelta(minutes=5),
        description="The longest life a token may have been given; longer ones are refused.",
    )
    host: str = Field(default="127.0.0.1", description="The address to serve on.")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(default=8000, description="The port to serve on.")
    connections: Annotated[int, Field(ge=1, le=200)] = Field(
        default=8, description="Connections to PostgreSQL for reading, in one process."
    )
    change_connections: Annotated[int, Field(ge=1, le=50)] = Field(
        default=2, description="Connections to PostgreSQL for changes, in one process."
    )
    change_budget: Annotated[float, Field(gt=0)] = Field(
        default=5.0, description="Seconds a change may take, its waiting for others included, before it is given up."
    )
    statement_budget: Annotated[float, Field(gt=0)] = Field(
        default=5.0, description="Seconds a reading statement may take before it is given up."
    )
    audit_budget: Annotated[float, Field(gt=0)] = Field(
        default=0.25, description="Seconds in which an entry must be in the access record, else nothing is answered."
    )
    stranger_entries: Annotated[float, Field(gt=0)] = Field(
        default=20.0,
        description="Refusals of callers who cannot be told that have an entry each, in a second; what is beyond "
        "shares one entry for ten seconds.",
    )
    metrics_token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="What a monitor sends as bearer token to read /metrics. Without it there is no such page.",
    )
    web_address: str | None = Field(
        default=None,
        description="Where browsers reach the pages: https://host, without a path. Without it no pages are served.",
    )
    web_client_id: str = Field(
        default="mappa-web", description="How the identity provider, and the directory, know the pages."
    )
    web_client_secret: SecretStr = Field(
        default=SecretStr(""), description="The secret by which the pages prove themselves to the identity provider."
    )
    web_idle: timedelta = Field(
        default=timedelta(minutes=30), description="How long somebody signed in to the pages may do nothing."
    )
    web_absolute: timedelta = Field(
        default=timedelta(hours=9), description="How long after signing in they must sign in again."
    )
    sequence: bool = Field(
        default=True,
        description="Whether the gateway begins, beside itself, the process that gives entries their leaves and signs "
        "checkpoints; false where you run that yourself: mappa sequence.",
    )
    law: Path | None = Field(default=None, description="A directory of Polar files in place of the law in the package.")

    @field_validator("algorithms", mode="before")
    @classmethod
    def _listed(cls, given: object) -> object:
        """``ES256,EdDSA`` in the environment is a list."""
        return tuple(word.strip() for word in given.split(",")) if isinstance(given, str) else given
