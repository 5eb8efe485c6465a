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

# The secret is read once for a statement. Where there is none the statement fails: nothing is written unsealed.
SEALING = "sealing as materialized (select starts_on, secret from audit_keys.sealing())"


def name_of(members: str) -> str:
    """An expression for what a set is known by while its month lasts; NULL where nobody is in it. After ``SEALING``."""
    return f"sha256(nullif({members}, ''::bytea) || (select secret from sealing))"  # noqa: S608 - our own words


# What is known by its name is sealed already; the rest is sealed by one call of ``audit_keys.seal``. Most statements
# have nothing for it, and do not call it.
_KEPT = """named as materialized (
    select distinct on (s.name) s.name, s.plain, k.digest, k.key
    from {sets} s left join audit_keys.sealed_set k on k.name = s.name and k.key is not null
    where s.name is not null and {when} order by s.name
), sealed as (
    select name, digest, key from named where digest is not null
    union all
    select z.name, z.digest, z.key from (select array_agg(plain) as plains from named where digest is null) n
    cross join sealing cross join lateral audit_keys.seal(starts_on, secret, n.plains) z where n.plains is not null
)"""


def kept(sets: str, when: str = "true") -> str:
    """CTEs that keep the sets of ``sets`` (name, plain) where ``when`` of ``s``. After ``SEALING``.

    The last is ``sealed`` (name, digest, key): what an entry names each by, and what seals its question (``question``).
    """
    return _KEPT.format(sets=sets, when=when)
