"""The demonstration's sign-in stays in the demonstration, and on this machine."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.types import Message, Scope

from gateway.demonstration.admission import Demonstration, LoopbackOnly, NotADemonstration, begin_demonstration
from gateway.demonstration.identity_provider import identity_provider

ROOT = Path(__file__).parents[3]
LOCAL_HOST = (b"host", b"127.0.0.1:8001")


def test_a_demonstration_cannot_be_made_up(tmp_path: Path) -> None:
    with pytest.raises(NotADemonstration, match="begun by `mappa demo`"):
        Demonstration(tmp_path, "127.0.0.1")


def test_a_demonstration_cannot_be_moved_off_loopback(tmp_path: Path) -> None:
    with pytest.raises(NotADemonstration, match="this machine only"):
        replace(begin_demonstration(tmp_path, "127.0.0.1"), bind_address="0.0.0.0")  # noqa: S104


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1", "example.org", "", "127.0.0.1.example.org"])  # noqa: S104
def test_a_demonstration_binds_to_loopback_or_not_at_all(tmp_path: Path, address: str) -> None:
    with pytest.raises(NotADemonstration, match="this machine only: use 127"):
        begin_demonstration(tmp_path / "data", address)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "::ffff:127.0.0.1"])
def test_every_loopback_address_will_do(tmp_path: Path, address: str) -> None:
    assert begin_demonstration(tmp_path, address).bind_address == address


def test_the_provider_does_not_start_without_a_demonstration() -> None:
    with pytest.raises(NotADemonstration, match="only under `mappa demo`"):
        identity_provider(None, "http://127.0.0.1:8001", "audience")  # type: ignore[arg-type]


def test_the_provider_does_not_start_under_a_name_that_is_not_this_machine(tmp_path: Path) -> None:
    with pytest.raises(NotADemonstration, match="its issuer cannot be https://identity"):
        identity_provider(begin_demonstration(tmp_path, "127.0.0.1"), "https://identity.example", "audience")


def test_only_the_demo_command_begins_a_demonstration() -> None:
    """Read from the source, since no import rule can tell one command from another."""
    tree = [path for floor in ("gateway", "schema", "agencies", "policies") for path in (ROOT / floor).rglob("*.py")]
    callers = {path.relative_to(ROOT).as_posix() for path in tree if "begin_demonstration" in path.read_text()}
    assert callers <= {"gateway/demonstration/admission.py", "gateway/command/demo.py"}


async def status(**changes: object) -> int | str:
    """What a request is answered, or "passed on"."""
    scope: Scope = {"type": "http", "client": ("127.0.0.1", 50000), "headers": [LOCAL_HOST], **changes}
    sent: list[Message] = []

    async def inner(*_: object) -> None:
        sent.append({"type": "passed on", "status": "passed on"})

    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    await LoopbackOnly(inner)(scope, receive, send)
    answered: int | str = sent[0]["status"]
    return answered


@pytest.mark.parametrize("peer", [("127.0.0.1", 1), ("::1", 1), ("::ffff:127.0.0.1", 1)])
async def test_a_peer_on_this_machine_is_answered(peer: tuple[str, int]) -> None:
    assert await status(client=peer) == "passed on"


@pytest.mark.parametrize("peer", [("192.0.2.1", 1), ("::ffff:192.0.2.1", 1), ("testclient", 1), ("", 1), None])
async def test_a_peer_elsewhere_or_unknown_is_refused(peer: tuple[str, int] | None) -> None:
    assert await status(client=peer) == 403


@pytest.mark.parametrize("header", [b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"via"])
async def test_a_request_that_came_through_a_proxy_is_refused(header: bytes) -> None:
    assert await status(headers=[LOCAL_HOST, (header, b"127.0.0.1")]) == 403


@pytest.mark.parametrize("host", [b"localhost", b"127.0.0.1", b"[::1]:8001"])
async def test_a_request_under_this_machines_name_is_answered(host: bytes) -> None:
    assert await status(headers=[(b"host", host)]) == "passed on"


@pytest.mark.parametrize(
    "headers",
    [[], [LOCAL_HOST, LOCAL_HOST], [(b"host", b"rebound.example:8001")], [(b"host", b"[::1")], [(b"host", b"")]],
    ids=["none", "two", "another name", "malformed", "empty"],
)
async def test_a_request_under_another_name_is_refused(headers: list[tuple[bytes, bytes]]) -> None:
    assert await status(headers=headers) == 403


async def test_nothing_but_http_is_served() -> None:
    assert await status(type="lifespan") == "passed on"
