"""The hashes of the tree, read from the database by their places in tiles."""

from collections.abc import Iterable

from gateway.audit.connection import Connection
from gateway.transparency.ranges import Place, Plan

_LEAVES = "select index, leaf_hash from audit.leaf where index = any($1::bigint[])"
_SUBTREES = """
select s.level, s.index, s.hash from unnest($1::smallint[], $2::bigint[]) as t (level, index)
join audit.subtree s on s.level = t.level and s.index = t.index
"""


async def hashes_at(connection: Connection, places: Iterable[Place]) -> dict[Place, bytes]:
    """What stands at each place; what stands nowhere is left out."""
    wanted = sorted(places)
    above = [place for place in wanted if place[0]]
    leaves = await connection.fetch(_LEAVES, [index for level, index in wanted if not level])
    subtrees = await connection.fetch(_SUBTREES, [level for level, _ in above], [index for _, index in above])
    return {(0, row["index"]): row["leaf_hash"] for row in leaves} | {
        (row["level"], row["index"]): row["hash"] for row in subtrees
    }


async def proof_of(connection: Connection, plan: Plan) -> list[bytes]:
    """The proof. Raises ``KeyError`` where a hash is missing: the tree is damaged, or not signed for so far."""
    return plan.proof(await hashes_at(connection, plan.places()))
