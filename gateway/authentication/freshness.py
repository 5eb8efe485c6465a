"""What nobody does at a screen that somebody left unlocked: acts for which their person must just have signed in.

When they did is ``auth_time`` of the access token (RFC 9068 section 2.2.1), and nothing else: a token that was renewed
keeps it. Whoever is refused is told so as RFC 9470 has it, so that a client can send them to sign in and try again.
"""

from datetime import timedelta
from typing import Final

from gateway.authentication.credentials import AuthenticationContext
from policies.vocabulary import Act

AFRESH: Final = frozenset({Act.TAKE_EMERGENCY_ACCESS})
FRESH_FOR: Final = timedelta(minutes=5)
SECONDS: Final = int(FRESH_FOR.total_seconds())
CHALLENGE: Final = (
    b'Bearer error="insufficient_user_authentication", '
    b'error_description="Their person must have signed in within the last %d seconds", max_age="%d"'
    % (SECONDS, SECONDS)
)
SAID: Final = {
    True: "You signed in too long ago for this.",
    False: "Your token does not say when you signed in, and for this it must (auth_time).",
}
REMEDY: Final = (
    "Sign in again at your identity provider (prompt=login, max_age=0), and send the change again with the new token "
    "and the same idempotency key."
)


class SignInAgain(Exception):
    """The person did not sign in just now, or their token does not say when: 401."""


def require_fresh(act: Act, context: AuthenticationContext, now: float) -> None:
    """Let an act pass, or raise ``SignInAgain``. ``now`` in seconds since the epoch."""
    if act in AFRESH and not is_fresh(context.at, now):
        raise SignInAgain(f"{SAID[context.at is not None]} {REMEDY}")


def is_fresh(signed_in_at: float | None, now: float) -> bool:
    """Whether somebody who signed in at a moment has just done so. One that is not known is long ago."""
    return signed_in_at is not None and now - signed_in_at <= SECONDS
