"""A request as the door takes it: what came over HTTP, whoever carried it here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came over HTTP: ASGI's headers, the query string and the body."""

    method: str
    headers: tuple[tuple[bytes, bytes], ...]
    query_string: bytes
    body: bytes | None  # None: longer than is read

    def header(self, name: bytes) -> str | None:
        """The first header of this name, as text."""
        found = next((value for key, value in self.headers if key == name), None)
        return None if found is None else found.decode("latin-1")
