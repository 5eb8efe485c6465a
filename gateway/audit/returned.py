"""Keys that were destroyed and are there again, because a backup of them was restored: found, and destroyed again.

A key is destroyed with the last set of subjects that names its alias (``retention``), in one transaction. So a key
whose alias no set names was destroyed once, and has come back; with it, whoever has an old copy of the record could
read whom it was about. The same holds of the key of a set that is gone, and of the secret of a month that is over.
``verify`` names them; the process behind the record looks for them when it starts, for a restore is before a start, and
once a day.

A key that a set names is never touched, also where a gateway is just about to name it.
"""

import asyncio

import structlog

from gateway.audit.connection import Connect, Connection

_log = structlog.get_logger(__name__)

EVERY = 86_400.0  # seconds between looks
AGAIN = 60.0  # seconds until the next, where one failed
BUDGET = 900.0  # seconds of one: the keys of years are compared with the sets that name them

# A set that the sequencer has not come to yet is in no index, so such sets are looked into themselves.
_NAMED_BY_NONE = """
select k.alias from audit_keys.subject_key k
where not exists (select from audit.subject_member m where m.alias = k.alias)
    and k.alias not in (
        select m.alias from audit.subject_set s cross join lateral audit.members_of(s.members) m
        where not exists (select from audit.subject_member i where i.digest = s.digest))
"""
_OF_NO_SET = """
select k.digest from audit_keys.set_key k
where not exists (select from audit.subject_set s where s.digest = k.digest)
"""
# The month after it has begun more than a day ago, and one more day for a sequencer that was late.
_OVER = """
select p.starts_on, p.secret from audit_keys.period p
where exists (select from audit_keys.period n
    where n.starts_on > p.starts_on and n.starts_on < (now() at time zone 'UTC')::date - 1)
"""

# What ``verify`` reads, as whoever may read no key.
_VIEW = f"""
create view audit.key_returned as
select uuid_send(k.alias) as digest,
    'is an alias that nothing names, and a key opens it: a restore has brought back what was destroyed' as says
from ({_NAMED_BY_NONE}) k
union all
select k.digest, 'is no set that is kept, and its key is there: a restore has brought back what was destroyed'
from ({_OF_NO_SET}) k
union all
select sha256(p.secret), 'is the SHA-256 of the secret of the month of ' || p.starts_on
    || ', which is over: a restore has brought it back, or no sequencer runs'
from ({_OVER}) p
"""  # noqa: S608 - our own text

# The lock keeps out whoever is about to write a set that names one of them; it is taken only where there are some, and
# what is looked at again under it is what was written since.
_DESTROY = f"""
create function audit_keys.destroy_returned() returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
    since timestamptz := clock_timestamp() - interval '1 hour';
    secrets integer;
    aliases uuid[];
    sets bytea[];
    destroyed integer := 0;
    more integer := 0;
begin
    select count(*) into secrets from ({_OVER}) p;
    perform audit_keys.turn();
    select array_agg(k.alias) into aliases from ({_NAMED_BY_NONE}) k;
    select array_agg(k.digest) into sets from ({_OF_NO_SET}) k;
    if aliases is not null or sets is not null then
        lock table audit.subject_set in share mode;
        delete from audit_keys.subject_key k where k.alias = any(aliases)
            and not exists (select from audit.subject_member m where m.alias = k.alias)
            and k.alias not in (
                select m.alias from audit.subject_set s cross join lateral audit.members_of(s.members) m
                where s.made_at >= since);
        get diagnostics destroyed = row_count;
        delete from audit_keys.set_key k where k.digest = any(sets)
            and not exists (select from audit.subject_set s where s.digest = k.digest);
        get diagnostics more = row_count;
    end if;
    return secrets + destroyed + more;
end $$
"""  # noqa: S608 - our own text


def returned_statements(role: str) -> list[str]:
    """What finds them and destroys them, and who may have that done: it can destroy nothing that is needed."""
    return [
        _VIEW,
        f"grant select on audit.key_returned to {role}",
        _DESTROY,
        "revoke all on function audit_keys.destroy_returned() from public",
        f"grant execute on function audit_keys.destroy_returned() to {role}",
    ]


async def destroy_returned(connection: Connection) -> int:
    """Destroys them; how many keys and secrets."""
    return int(await connection.fetchval("select audit_keys.destroy_returned()", timeout=BUDGET))


class ReturnedKeys:
    """Looks when it is begun and once a day, by ``run``; ``destroyed`` is how many it has found since."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self.destroyed = 0

    async def run(self) -> None:
        """Until it is cancelled. A look that fails is logged, and soon made again."""
        while True:
            pause = EVERY
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - the task outlives whatever happens to a look
                _log.error("access_record.keys_not_looked_at", reason=f"{type(error).__name__}: {error}")
                pause = AGAIN
            await asyncio.sleep(pause)

    async def look(self) -> None:
        """Once, now."""
        connection = await self._connect()
        try:
            found = await destroy_returned(connection)
        finally:
            await connection.close()
        if found:
            _log.error("access_record.keys_brought_back", destroyed=found)
            self.destroyed += found
