"""Seals whom an entry is about: a set names each subject by an alias, which a key of that subject and month opens.

    key     SHA-256(secret of the month || key of the case or person)      32 bytes, kept in ``audit_keys.subject_key``
    alias   the first 16 bytes of SHA-256(key || key of the case or person)
    key of a set    SHA-256(SHA-256(key || "body") of each of its subjects, in order), kept in ``audit_keys.set_key``

A set that was sealed this month is found again by a name, the hash of who is in it and the secret; so most entries cost
no sealing. The names are forgotten with the secret, and are no part of the record: the table is unlogged.

So an entry, its leaf, every copy and every mirror commit to whom it was about, and tell it to nobody who has not the
key. Erasing destroys the key. A month's secret is destroyed a day after the next has begun: from then on a key can be
made by nobody again, and the row that is kept is all that opens its alias. Both hashes are of messages of one fixed
length, and there is no nonce that could come twice: within a month an alias is the same each time, so that a set that
is named a thousand times is one.

It is done in the statement that writes the entry: no set is stored, nor put into the write-ahead log, as it was before.
A crash leaves the set with its keys, or neither.
"""

from gateway.audit.tables import period, sealed_set, set_key, subject_key

MEMBER = 17  # bytes of one subject in a set: its place, and its key or alias

# The secret is read once for a statement. Where there is none the statement fails: nothing is written unsealed.
SEALING = "sealing as materialized (select starts_on, secret from audit_keys.sealing())"

_PRESENT = "(select secret from sealing)"
_SUBJECT = f"substr(n.plain, {MEMBER} * g + 2, {MEMBER - 1})"
_KEY = f"sha256({_PRESENT} || {_SUBJECT})"
_EACH = f"generate_series(0, length(n.plain) / {MEMBER} - 1) g"
_OF_BODIES = "'body'::bytea"  # what a subject's key is hashed with, to be part of the key of a set


def name_of(members: str) -> str:
    """An expression for what a set is known by while its month lasts; NULL where nobody is in it. After ``SEALING``."""
    return f"sha256(nullif({members}, ''::bytea) || {_PRESENT})"


# What is known by its name is sealed already. Sets, keys and names go in by their own order, so that two transactions
# cannot wait for each other; what two of them seal at once is alike.
_KEPT = f"""named as materialized (
    select distinct on (s.name) s.name, s.plain, k.digest, k.key
    from {{sets}} s left join audit_keys.sealed_set k on k.name = s.name and k.key is not null
    where s.name is not null and {{when}} order by s.name
), unkept as materialized (
    select n.name, n.plain, z.members, sha256(z.members) as digest, z.key from named n cross join lateral (
        select string_agg(d.member, ''::bytea order by d.member) as members,
            sha256(string_agg(d.part, ''::bytea order by d.member)) as key
        from (
            select distinct sha256({_KEY} || {_OF_BODIES}) as part,
                substr(n.plain, {MEMBER} * g + 1, 1) || substr(sha256({_KEY} || {_SUBJECT}), 1, 16) as member
            from {_EACH}) d) z
    where n.digest is null
), sets as (
    insert into audit.subject_set (digest, members) select digest, members from unkept order by 1 on conflict do nothing
), keys as (
    insert into audit_keys.subject_key (alias, subject_id, key, period)
    select distinct on (1) encode(substr(sha256(o.key || o.subject), 1, 16), 'hex')::uuid,
        encode(o.subject, 'hex')::uuid, o.key, (select starts_on from sealing)
    from (select {_KEY} as key, {_SUBJECT} as subject from unkept n cross join lateral {_EACH}) o
    order by 1 on conflict do nothing
), set_keys as (
    insert into audit_keys.set_key (digest, key) select digest, key from unkept order by 1 on conflict do nothing
), names as (
    insert into audit_keys.sealed_set (name, digest, key, period)
    select name, digest, key, (select starts_on from sealing) from unkept order by 1 on conflict do nothing
), sealed as (
    select name, digest, key from named where digest is not null union all select name, digest, key from unkept
)"""  # noqa: S608 - our own text


def kept(sets: str, when: str = "true") -> str:
    """CTEs that keep the sets of ``sets`` (name, plain) where ``when`` of ``s``. After ``SEALING``.

    The last is ``sealed`` (name, digest, key): what an entry names each by, and what seals its question (``question``).
    """
    return _KEPT.format(sets=sets, when=when)


# -- how it is kept

_DRAWN = "sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))"

_SEALING = """
create function audit_keys.sealing() returns table (starts_on date, secret bytea)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
    return query select p.starts_on, p.secret from audit_keys.period p
        where p.starts_on <= (statement_timestamp() at time zone 'UTC')::date order by p.starts_on desc limit 1;
    if not found then
        raise exception 'there is no secret to seal with' using hint = 'Run: select audit_keys.turn()';
    end if;
end $$
"""

# One that was not made in time is no loss: the month before goes on. What was destroyed is not made again.
_TURN = f"""
create function audit_keys.turn() returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
    today date := (now() at time zone 'UTC')::date;
begin
    insert into audit_keys.period (starts_on, secret)
    select m::date, {_DRAWN}
    from generate_series(date_trunc('month', today), date_trunc('month', today) + interval '1 month', '1 month') m
    on conflict do nothing;
    delete from audit_keys.period p where exists (
        select from audit_keys.period n where n.starts_on > p.starts_on and n.starts_on < today);
    delete from audit_keys.sealed_set s where not exists (
        select from audit_keys.period p where p.starts_on = s.period);
end $$
"""  # noqa: S608 - our own text

# A key goes when no set that is kept names its alias; a row is never changed. ALWAYS: in a replica's session too.
_REFUSE = """
create function audit_keys.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if tg_op = 'DELETE' then
        if not exists (select from audit.subject_member m where m.alias = old.alias) then return old; end if;
    end if;
    raise exception 'the access record is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege', hint = 'A key is destroyed when what it opens is erased.';
end $$
"""
_GUARDS = (
    """create trigger refuse_truncate before truncate on audit_keys.subject_key
    for each statement execute function audit_keys.refuse_change()""",
    """create trigger refuse_change before update or delete on audit_keys.subject_key
    for each row execute function audit_keys.refuse_change()""",
    "alter table audit_keys.subject_key enable always trigger refuse_truncate",
    "alter table audit_keys.subject_key enable always trigger refuse_change",
)

# A record that was begun before there were keys names its subjects in the clear, and its leaves vouch for that.
_IN_THE_CLEAR = """
insert into audit_keys.subject_key (alias, subject_id)
select distinct m.alias, m.alias from audit.subject_set s cross join lateral audit.members_of(s.members) m
"""

_RENAME = """
do $$ begin
    if exists (select from information_schema.columns where table_schema = 'audit'
               and table_name = 'subject_member' and column_name = 'subject_id') then
        alter table audit.subject_member rename column subject_id to alias;
    end if;
end $$
"""

# The one door to who is behind an alias: views of the owner's, which may read the keys for whoever may read the view.
_ABOUT = """
create view audit.about as
select k.subject_id, m.digest from audit_keys.subject_key k join audit.subject_member m on m.alias = k.alias
"""
_SEEN = """
create view audit.seen as
select s.digest, m.place, k.subject_id
from audit.subject_set s cross join lateral audit.members_of(s.members) m
join audit_keys.subject_key k on k.alias = m.alias
"""
# What does not agree, for ``verify``, which need not read the keys.
KEY_FAULTS = """
select s.digest, 'has a subject whose key is gone' as says
from audit.subject_set s cross join lateral audit.members_of(s.members) m
where not exists (select from audit_keys.subject_key k where k.alias = m.alias)
union all
select m.digest, 'has a subject whose key was changed' from audit.subject_member m
join audit_keys.subject_key k on k.alias = m.alias
where case when k.key is null then k.alias <> k.subject_id
    else uuid_send(k.alias) <> substr(sha256(k.key || uuid_send(k.subject_id)), 1, 16) end
"""
VIEWS = ("access", "about", "seen", "key_fault")


def keys_statements(role: str, tables: list[str], members_of: str, access: str) -> list[str]:
    """What makes the keys, in a record that is new or was begun without; each is one statement."""
    views = ", ".join(f"audit.{name}" for name in VIEWS)
    return [
        "create schema if not exists audit_keys",
        "revoke all on schema audit_keys from public",
        *tables,
        _SEALING,
        _TURN,
        _REFUSE,
        "revoke all on function audit_keys.sealing(), audit_keys.turn(), audit_keys.refuse_change() from public",
        "select audit_keys.turn()",
        _RENAME,
        "drop view audit.access",
        "drop function audit.members_of(bytea)",
        members_of,
        "revoke all on function audit.members_of(bytea) from public",
        _IN_THE_CLEAR,
        *_GUARDS,
        access,
        _ABOUT,
        _SEEN,
        f"create view audit.key_fault as {KEY_FAULTS}",
        *sealing_grants(role),
        f"grant select on {views} to {role}",
        f"grant execute on function audit_keys.turn() to {role}",
    ]


def sealing_grants(role: str) -> list[str]:
    """What a role may do that writes entries: seal, and keep the keys; read none."""
    return [
        f"grant usage on schema audit_keys to {role}",
        f"grant insert on {subject_key}, {set_key} to {role}",
        f"grant select, insert on {sealed_set} to {role}",
        f"grant execute on function audit_keys.sealing(), audit.members_of(bytea) to {role}",
    ]


KEPT_APART = (period, subject_key, set_key, sealed_set)
