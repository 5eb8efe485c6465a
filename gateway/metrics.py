"""``GET /metrics``: how the gateway and its record fare, as numbers for Prometheus. None is of a person or a case.

It is there where ``MAPPA_METRICS_TOKEN`` is set, for whoever sends that as a bearer token; to all others it is nowhere.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

import asyncpg
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from gateway.audit.pulse import Pulse
from gateway.nowhere import nowhere
from schema.transport import Headers, Reply

CONTENT_TYPE = b"text/plain; version=0.0.4; charset=utf-8"
BUDGET = 2.0  # seconds that the record has to answer; without it the rest is told


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that only grows: its name, what it counts, and how to read it."""

    name: str
    says: str
    read: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Metrics:
    """Answers ``GET /metrics``. ``parts`` says of each part what is wrong with it, if anything."""

    token: str
    parts: Callable[[], Awaitable[dict[str, str | None]]]
    pulse: Callable[[], Awaitable[Pulse]]
    counted: tuple[Counted, ...]

    async def answer(self, asked: Headers, rest: str) -> Reply:
        """The numbers as text."""
        sent = next((value for name, value in asked if name == b"authorization"), b"")
        if rest or not hmac.compare_digest(sent, f"Bearer {self.token}".encode()):
            return nowhere()
        families = [*_works(await self.parts()), *await self._record(), *map(_counter, self.counted)]
        registry = CollectorRegistry()
        registry.register(_Read(families))
        body = generate_latest(registry)
        headers = ((b"content-type", CONTENT_TYPE), (b"content-length", str(len(body)).encode()))
        return Reply(200, (*headers, (b"cache-control", b"no-store")), body)

    async def _record(self) -> list[Metric]:
        try:
            async with asyncio.timeout(BUDGET):
                pulse = await self.pulse()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            return []
        return [
            _gauge("mappa_record_leaves", "Entries that have their leaf.", pulse.leaves),
            _gauge("mappa_record_waiting_entries", "Entries that wait for their leaf.", pulse.waiting_entries),
            _gauge(
                "mappa_record_waiting_seconds", "For how long the oldest of them has waited.", pulse.waiting_seconds
            ),
            _gauge("mappa_log_signed_leaves", "Leaves under the newest checkpoint.", pulse.signed),
            _gauge("mappa_log_signed_seconds", "How long ago it was signed.", pulse.signed_seconds),
        ]


class _Read(Collector):
    """Numbers that were read already."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = list(families)

    def collect(self) -> Iterable[Metric]:
        return self._families


def _works(parts: dict[str, str | None]) -> list[Metric]:
    family = GaugeMetricFamily("mappa_part_works", "Whether a part works (1), as /readyz tells.", labels=["part"])
    for name, fault in parts.items():
        family.add_metric([name], 0 if fault else 1)
    return [family]


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=value)


def _counter(counted: Counted) -> Metric:
    return CounterMetricFamily(counted.name, counted.says, value=counted.read())
