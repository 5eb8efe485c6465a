"""How a test runs a command, and the settings that it runs without unless it gives them."""

from collections.abc import Callable

NOWHERE = "postgresql://nobody@127.0.0.1:9/nowhere"
SERVING = {
    "MAPPA_DATABASE_URL": NOWHERE,
    "MAPPA_SECRET_KEY": "a secret of the tests, forty characters long",
    "MAPPA_ISSUER": "https://idp.example",
    "MAPPA_AUDIENCE": "us",
    "MAPPA_JWKS_URL": "https://idp.example/keys",
    "MAPPA_PORT": "0",
}

Run = Callable[..., tuple[int, str, str]]
"""``mappa`` with words: its exit code, what it said, what it said of failures."""
