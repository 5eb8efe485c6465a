"""Where the pages are reached, and what their cookies are called there."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from gateway.authentication.issuer import is_loopback

SIGNED_IN: Final = "/sign-in/done"
SIGNED_OUT: Final = "/signed-out"


class AddressRefused(ValueError):
    """The address of the pages cannot be served safely; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Address:
    """The pages' origin as browsers see it: ``https://mappa.example``, without a path.

    ``__Host-`` cookies need https. On this machine alone plain http is accepted, for the demonstration: there the
    cookies lose the prefix and ``Secure``, since a browser would not keep them, and nobody else is on the line.
    """

    origin: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.origin)
        https = parts.scheme == "https" and parts.hostname
        here = parts.scheme == "http" and is_loopback(parts.hostname)
        if not (https or here) or self.origin != f"{parts.scheme}://{parts.netloc}":
            raise AddressRefused(
                "Give MAPPA_WEB_ADDRESS as https://host, without a path or a closing slash; http is accepted "
                f"for this machine only. It is {self.origin!r}."
            )

    @property
    def host(self) -> str:
        """The name of the host alone."""
        return urlsplit(self.origin).hostname or ""

    @property
    def secure(self) -> bool:
        """Whether it is reached by https."""
        return self.origin.startswith("https://")

    def cookie(self, name: str) -> str:
        """A cookie's full name."""
        return f"__Host-{name}" if self.secure else name

    @property
    def signed_in(self) -> str:
        """Where the identity provider sends people back to."""
        return self.origin + SIGNED_IN

    @property
    def signed_out(self) -> str:
        """Where it sends them once they have signed out."""
        return self.origin + SIGNED_OUT
