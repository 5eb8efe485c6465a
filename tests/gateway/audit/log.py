"""What the tests of the published log share: its keys, and a signer with the gateway's rights."""

from pathlib import Path

from gateway.audit.memory import Forgetful, Memory, Remembered
from gateway.audit.signing import Signer
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.trust import Policy
from tests.gateway.audit.record import Record

ORIGIN = "gateway.example/access-record"
KEY, NEXT_KEY, FOREIGN = (SigningKey.generate(ORIGIN, KeyType.LOG) for _ in range(3))
POLICY = Policy.parse(f"log {KEY.verifier}\nlog {NEXT_KEY.verifier}\nquorum none\n".encode())


def signer(record: Record, memory: Memory | Path | None = None, keys: tuple[SigningKey, ...] = (KEY,)) -> Signer:
    """One that remembers in a file, where one is given."""
    kept = Remembered(memory) if isinstance(memory, Path) else memory or Forgetful()
    return Signer(record.as_gateway, keys, kept, every=0.01)


async def grown(record: Record, batches: int = 1, of: int = 5) -> None:
    """So many leaves more, in batches."""
    await record.filled(batches, of)
