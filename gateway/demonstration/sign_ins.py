"""Who has signed in to the demonstration with a browser: codes that are redeemed once, and what renews a token.

All in memory: when the demonstration stops, everybody has to choose again whom they are, which costs one click.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from authlib.oauth2.rfc7636 import create_s256_code_challenge

from gateway.demonstration.personas import DemonstrationClient, Persona
from gateway.demonstration.token_request import TokenRequestRefused

CODE_LIVES: Final = 60  # seconds, RFC 6749 section 4.1.2 allows ten minutes at most


@dataclass(frozen=True, slots=True)
class SignIn:
    """One person in one browser. ``at`` is in seconds since the epoch; ``challenge`` is PKCE's, by S256."""

    persona: Persona
    client: DemonstrationClient
    redirect_uri: str
    challenge: str
    nonce: str | None
    at: float
    sid: str = field(default_factory=lambda: secrets.token_urlsafe(16))


class SignIns:
    """Keeps sign-ins by the secrets that were given for them."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._codes: dict[str, SignIn] = {}
        self._renewable: dict[str, SignIn] = {}

    def begin(self, sign_in: SignIn) -> str:
        """The code to send the browser back with."""
        code = secrets.token_urlsafe(32)
        self._codes[code] = sign_in
        return code

    def redeem(self, code: str, client: DemonstrationClient, redirect_uri: str | None, verifier: str | None) -> SignIn:
        """The sign-in of a code, which is void from now on, whether it was rightly asked for or not."""
        sign_in = self._codes.pop(code, None)
        if sign_in is None or not self._rightly(sign_in, client, redirect_uri, verifier):
            raise TokenRequestRefused("invalid_grant", "Sign in again: this code is not, or no longer, good.")
        return sign_in

    def _rightly(
        self, sign_in: SignIn, client: DemonstrationClient, redirect_uri: str | None, verifier: str | None
    ) -> bool:
        theirs = (client, redirect_uri) == (sign_in.client, sign_in.redirect_uri)
        proved = create_s256_code_challenge(verifier or "") == sign_in.challenge
        return theirs and proved and self.clock() - sign_in.at <= CODE_LIVES

    def renewable(self, sign_in: SignIn) -> str:
        """A refresh token."""
        token = secrets.token_urlsafe(32)
        self._renewable[token] = sign_in
        return token

    def renew(self, token: str, client: DemonstrationClient) -> SignIn:
        """The sign-in of a refresh token, which is void from now on."""
        sign_in = self._renewable.pop(token, None)
        if sign_in is None or sign_in.client != client:
            raise TokenRequestRefused("invalid_grant", "Sign in again: this token is not, or no longer, good.")
        return sign_in

    def end(self, sid: str) -> SignIn | None:
        """Void everything that was given for a sign-in; the sign-in, where it had not ended."""
        ended = [token for token, sign_in in self._renewable.items() if sign_in.sid == sid]
        return [self._renewable.pop(token) for token in ended][-1] if ended else None
