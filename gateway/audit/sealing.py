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
