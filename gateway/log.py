"""The log that the access record is, as the gateway hands it out, and what readiness tells of the work behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from gateway.audit.months import Months
from gateway.audit.receipts import Receipts
from gateway.audit.tiling import Mirror
from gateway.desk import Identify, LogDesk
from gateway.http import Aside, Check
from gateway.sequencing import Condition, Parts

Fares = Callable[[], Condition]
"""How the work behind the record fares, of whoever does it."""


@dataclass(frozen=True, slots=True)
class Log:
    """The published log while the gateway serves. ``fares`` is None where others do the work, apart from us."""

    parts: Parts
    months: Months
    fares: Fares | None

    @classmethod
    def of(cls, parts: Parts, fares: Fares | None) -> "Log":
        """What is handed out of these parts."""
        return cls(parts, Months(parts.connect), fares)

    def checks(self) -> dict[str, Check]:
        """What readiness asks of it: nothing where no key is set, for then there is nothing that could fail."""
        if self.fares is None or self.parts.signer is None:
            return {}
        fares = self.fares

        async def checkpoints() -> str | None:
            return fares().checkpoints or None

        return {"checkpoints": checkpoints}

    def aside(self, identify: Identify) -> Aside:
        """What is handed out of it, and what is told of its witnesses: without them the gateway goes on serving."""
        if self.parts.signer is None:
            return Aside(notices=self._unsigned)
        receipts = Receipts(self.parts.connect, self._settle, self.parts.policy)
        desk = LogDesk(identify, receipts, Mirror(self.parts.connect))
        desks = {"/log/receipts/": desk.receipt, "/log/checkpoint": desk.checkpoint, "/log/tile/": desk.tile}
        return Aside(desks, self._notices)

    async def _settle(self) -> None:
        """For a receipt that is fetched too soon. Not where whoever does the work found that nothing may be signed."""
        if self.fares is None or not self.fares().checkpoints:
            await self.parts.settle()

    async def _notices(self) -> dict[str, str]:
        told = {"months": await self.months.fault()} | self._sequencer()
        if self.fares is not None and self.parts.witnesses is not None:
            told["witnesses"] = self.fares().witnesses
        return told

    async def _unsigned(self) -> dict[str, str]:
        return {"checkpoints": "are not signed: MAPPA_LOG_KEYS is not set"} | self._sequencer()

    def _sequencer(self) -> dict[str, str]:
        """Of the process that does the work, and of the rules it applies, where something is wrong with them."""
        if self.fares is None:
            return {}
        fares = self.fares()
        told = {"sequencer": fares.sequencer, "detection": fares.detection}
        return {part: says for part, says in told.items() if says}
