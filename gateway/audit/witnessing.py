"""Gathers cosignatures: shows the newest checkpoint to each witness, and keeps what they put under it.

Any number may run, in any replica; a lock lets one gather at a time. A witness that does not answer is asked again,
after a pause that grows, and holds nobody up.

A witness that has seen another history, or a longer one, dissents. The quorum decides: while enough others cosign, it
is shown as the one that is wrong; where too few do, an alarm is raised and nothing more is signed, for whatever is
signed next could contradict what they saw. So no single witness can stop the log, and no restored database go on.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from gateway.audit.connection import Connect, Connection
from gateway.audit.cosigning import Dissent, NoAnswer, Post, Showing, shown
from gateway.audit.hashes import proof_of
from gateway.audit.regrowth import LogRolledBackError
from gateway.audit.signing import NotConfirmed, newest_signed
from gateway.audit.stored import BEGINNING
from gateway.transparency.note import Note, Signature
from gateway.transparency.ranges import Plan
from gateway.transparency.submission import Submission
from gateway.transparency.trust import Policy, Witness

_log = structlog.get_logger(__name__)

LOCK = 0x7769746E  # "witn"
PAUSES = (1, 2, 5, 10, 30, 60)  # seconds before a witness that failed is asked again

# Of the newest only: a witness that is not among them tells its size itself when it is asked.
_SEEN = """
select witness, max(size) as size from (
    select witness, size from audit.cosignature order by size desc limit 300) newest group by witness
"""
_ADD = """
insert into audit.cosignature (size, witness, made_at, line) values ($1, $2, clock_timestamp(), $3)
on conflict do nothing
"""


@dataclass(slots=True)
class Standing:
    """How it stands with one witness."""

    witness: Witness
    fault: str = "has not been asked yet"  # empty while it cosigns
    dissents: bool = False
    failures: int = 0
    ask_after: datetime = BEGINNING
    size: int = 0  # what it cosigned last, as far as is known

    def cosigned(self, size: int) -> None:
        """It did."""
        self.fault, self.dissents, self.failures, self.size = "", False, 0, max(self.size, size)

    def failed(self, says: str, *, dissents: bool) -> None:
        """It did not; it is asked again after a pause."""
        if says != self.fault:
            _log.warning("access_record.not_cosigned", witness=self.witness.name, reason=says)
        self.fault, self.dissents = says, dissents
        self.ask_after = datetime.now(UTC) + timedelta(seconds=PAUSES[min(self.failures, len(PAUSES) - 1)])
        self.failures += 1


class Witnesses:
    """Those of a policy that have an address. Runs in the background by ``run``, or at once by ``gather``."""

    def __init__(self, connect: Connect, policy: Policy, post: Post, every: float = 1.0) -> None:
        self._connect, self._policy, self._post, self._every = connect, policy, post, every
        self.standings = [Standing(witness) for witness in policy.witnesses.values() if witness.url]
        self._alone = asyncio.Lock()

    @property
    def lacking(self) -> str:
        """What is missing of the quorum; empty while enough witnesses cosign."""
        if self._policy.met_by({each.witness.name for each in self.standings if not each.fault}):
            return ""
        told = [f"{each.witness.name} {each.fault}" for each in self.standings if each.fault]
        return "; ".join(told) or "too few have an address in the policy"

    @property
    def alarm(self) -> str:
        """Why nothing more may be signed: too few cosign, and some of the others have seen what is not here."""
        return self.lacking if any(each.dissents for each in self.standings) else ""

    async def run(self) -> None:
        """Gathers until it is cancelled."""
        while True:
            try:
                await self.gather()
            except Exception as error:  # noqa: BLE001 - the task outlives whatever happens to a round
                reason = f"{type(error).__name__}: {error}"
                _log.error("access_record.not_gathered", reason=reason)
            await asyncio.sleep(self._every)

    async def gather(self) -> None:
        """Shows the newest checkpoint to each witness that has not cosigned it, all at once."""
        async with self._alone:
            connection = await self._connect()
            try:
                async with connection.transaction(isolation="read_committed"):
                    if await connection.fetchval("select pg_try_advisory_xact_lock($1)", LOCK):
                        await self._round(connection)
            finally:
                await connection.close()

    async def _round(self, connection: Connection) -> None:
        newest = await newest_signed(connection)
        if newest is None:
            return
        size, now = newest.checkpoint.size, datetime.now(UTC)
        for row in await connection.fetch(_SEEN):
            self._learn(row["witness"], row["size"], size)
        due = [each for each in self.standings if each.size < size and each.ask_after <= now]
        proofs = _Proofs(connection, newest.note, size)
        found = await asyncio.gather(*(self._ask(each, Showing(each.witness, size, each.size), proofs) for each in due))
        for each, signature in zip(due, found, strict=True):
            if signature is not None:
                await connection.execute(_ADD, size, str(each.witness.key), str(signature))
                each.cosigned(size)

    def _learn(self, witness: str, size: int, newest: int) -> None:
        """What another replica has gathered is as good."""
        for each in self.standings:
            if str(each.witness.key) == witness:
                each.size = max(each.size, size)
                if each.size >= newest:
                    each.cosigned(size)

    async def _ask(self, standing: Standing, showing: Showing, proofs: "_Proofs") -> Signature | None:
        try:
            return await shown(self._post, showing, proofs.submission)
        except (Dissent, NoAnswer) as failure:
            standing.failed(str(failure), dissents=isinstance(failure, Dissent))
            return None

    async def confirm(self, note: Note, size: int) -> None:
        """That no witness of the quorum has seen anything newer than this, the newest checkpoint that is here.

        Raises ``LogRolledBackError`` where some have, ``NotConfirmed`` where too few answer.
        """

        async def again(old: int) -> Submission:
            return Submission(old, (), note)

        async def answer(standing: Standing) -> bool:
            try:
                await shown(self._post, Showing(standing.witness, size, size), again, behind_will_do=True)
            except (Dissent, NoAnswer) as failure:
                standing.failed(str(failure), dissents=isinstance(failure, Dissent))
                return False
            return True

        answers = await asyncio.gather(*(answer(each) for each in self.standings))
        confirmed = {each.witness.name for each, well in zip(self.standings, answers, strict=True) if well}
        if not self._policy.met_by(confirmed):
            told = "; ".join(f"{each.witness.name} {each.fault}" for each in self.standings if each.fault)
            if any(each.dissents for each in self.standings):
                raise LogRolledBackError(f"witnesses have seen what is not here: {told}")
            raise NotConfirmed(f"nothing is signed until enough witnesses answer: {told}")


class _Proofs:
    """Proofs for several witnesses over one connection, which does one thing at a time."""

    def __init__(self, connection: Connection, note: Note, size: int) -> None:
        self._connection, self._note, self._size = connection, note, size
        self._alone = asyncio.Lock()

    async def submission(self, old: int) -> Submission:
        if old == 0:
            return Submission(0, (), self._note)
        async with self._alone:
            return Submission(old, await proof_of(self._connection, Plan.consistency(old, self._size)), self._note)
