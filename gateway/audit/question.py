"""Seals what was asked about somebody: the operation's name, the document's hash, the hashes of the variables.

Each may tell of whom: a caller names operations as they like, a document may hold a reference, and whoever has the
gateway's secret can test whether a variable was one. So in an entry about somebody they stand sealed in ``question``,
and their own columns say nothing. For an entry about nobody there is no key: it keeps them as they are.

    plain       JSON, [operation's name, hash of the document in hexadecimal, {variable: its hash}], then spaces up to
                192 bytes, or to the next multiple of 64
    question    plain XOR (SHA-512(key of the set || the entry's id || n) for n = 1, 2, ... as four bytes, in order)

The key is that of the set of subjects (``sealing``), and goes with it; an entry's id comes once, so no stream of bytes
does twice. That the question was not changed, the leaf vouches for, which is made of it as it is sealed; so none is
added here. It is done in SQL, for only the statement that writes an entry knows whom it is about.
"""

from collections.abc import Sequence

from gateway.audit.sealing import KEY_FAULTS, sealing_grants

SEALED_FIELDS = ("operation_name", "document_hash", "variables")
_BLOCK = 64  # bytes of SHA-512
_LEAST = 3 * _BLOCK  # what a question with one variable and a name of usual length takes


def _xor(one: str, other: str) -> str:
    """An expression for two ``bytea`` of one length, which PostgreSQL does for bits alone."""
    return f"substr(varbit_send(('x' || encode({one}, 'hex'))::varbit # ('x' || encode({other}, 'hex'))::varbit), 5)"


# Its own inverse. Nearly all questions are of the least length, which is written out: a loop would take twice as long.
_MASKED = f"""
create function audit_keys.masked(key bytea, entry_id uuid, told bytea) returns bytea
language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
    seed bytea := key || uuid_send(entry_id);
    stream bytea := ''::bytea;
begin
    if length(told) = {_LEAST} then
        stream := sha512(seed || int4send(1)) || sha512(seed || int4send(2)) || sha512(seed || int4send(3));
        return {_xor("told", "stream")};
    end if;
    for n in 1 .. length(told) / {_BLOCK} loop
        stream := stream || sha512(seed || int4send(n));
    end loop;
    return {_xor("told", "stream")};
end $$
"""
_SEALED = f"""
create function audit_keys.sealed_question(
    key bytea, entry_id uuid, operation_name text, document_hash bytea, variables jsonb
) returns bytea
language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
    plain bytea;
    spaces integer;
begin
    if key is null then return null; end if;
    plain := convert_to(json_build_array(operation_name, encode(document_hash, 'hex'), variables)::text, 'UTF8');
    spaces := greatest({_LEAST} - length(plain), -length(plain) & {_BLOCK - 1});
    return audit_keys.masked(key, entry_id, plain || convert_to(repeat(' ', spaces), 'UTF8'));
end $$
"""

# NULL where nothing is sealed, where the key is destroyed, and for what nothing of ours wrote.
_QUESTION_OF = """
create function audit.question_of(of_set bytea, entry_id uuid, question bytea) returns jsonb
language plpgsql stable strict security definer set search_path = pg_catalog as $$
declare
    held bytea;
begin
    select k.key into held from audit_keys.set_key k where k.digest = of_set;
    return convert_from(audit_keys.masked(held, entry_id, question), 'UTF8')::jsonb;
exception when data_exception then
    return null;
end $$
"""

_TOLD = "audit.question_of(e.subject_set, e.id, e.question)"
ASKED_IN_VIEW = {
    "operation_name": f"case when e.question is null then e.operation_name else {_TOLD} ->> 0 end",
    "document_hash": f"case when e.question is null then e.document_hash else decode({_TOLD} ->> 1, 'hex') end",
    "variables": f"case when e.question is null then e.variables else coalesce({_TOLD} -> 2, '{{}}') end",
}

# What does not agree, for ``verify``, which need not read the keys: of subjects as before, and of sets.
_KEY_FAULT = f"""
create or replace view audit.key_fault as {KEY_FAULTS}
union all
select distinct e.subject_set, 'has questions about it, whose key is gone' from audit.entry e
where e.question is not null and not exists (select from audit_keys.set_key k where k.digest = e.subject_set)
union all
select k.digest, 'has a key that is not made of those of its subjects' from audit_keys.set_key k
join audit.subject_set s using (digest)
where k.key is distinct from (
    select sha256(string_agg(sha256(o.key || 'body'::bytea), ''::bytea order by m.n))
    from audit.members_of(s.members) with ordinality m (place, alias, n)
    join audit_keys.subject_key o on o.alias = m.alias)
"""  # noqa: S608 - our own text

# A set's key goes with the set; a subject's when no set names its alias. ALWAYS: in a replica's session too.
_REFUSE = """
create or replace function audit_keys.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
    if tg_op = 'DELETE' and tg_table_name = 'set_key' then
        if not exists (select from audit.subject_set s where s.digest = old.digest) then return old; end if;
    elsif tg_op = 'DELETE' then
        if not exists (select from audit.subject_member m where m.alias = old.alias) then return old; end if;
    end if;
    raise exception 'the access record is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege', hint = 'A key is destroyed when what it opens is erased.';
end $$
"""
_GUARDS = (
    """create or replace trigger refuse_truncate before truncate on audit_keys.set_key
    for each statement execute function audit_keys.refuse_change()""",
    """create or replace trigger refuse_change before update or delete on audit_keys.set_key
    for each row execute function audit_keys.refuse_change()""",
    "alter table audit_keys.set_key enable always trigger refuse_truncate",
    "alter table audit_keys.set_key enable always trigger refuse_change",
)
# The sets of a record that was begun before are sealed anew when they are next named, and have their key from then on.
# A gateway of before that still runs goes on as it did.
_BEFORE = (
    "alter table audit_keys.sealed_set add column if not exists key bytea",
    "alter table audit.entry add column if not exists question bytea",
)


def question_statements(roles: Sequence[str], access: str, set_keys: Sequence[str]) -> list[str]:
    """What makes it, in a record that is new or was begun without; each is one statement."""
    tables = [each.replace("CREATE TABLE", "create table if not exists") for each in set_keys]
    granted = [statement for role in roles for statement in _grants(role)]
    made = "audit_keys.masked(bytea, uuid, bytea), audit.question_of(bytea, uuid, bytea)"
    return [
        *tables,
        *_BEFORE,
        _MASKED,
        _SEALED,
        _QUESTION_OF,
        f"revoke all on function {made}, {_SIGNATURE} from public",
        _REFUSE,
        *_GUARDS,
        access,
        _KEY_FAULT,
        *granted,
    ]


_SIGNATURE = "audit_keys.sealed_question(bytea, uuid, text, bytea, jsonb)"


def _grants(role: str) -> list[str]:
    functions = f"audit_keys.masked(bytea, uuid, bytea), {_SIGNATURE}, audit.question_of(bytea, uuid, bytea)"
    return [*sealing_grants(role), f"grant execute on function {functions} to {role}"]


# -- in the statement that writes an entry


def sealed_or_not(name: str, given: str) -> str:
    """The value of one of ``SEALED_FIELDS`` in an entry: ``given``, where no key of ``sealed z`` seals it."""
    nothing = "'{}'::jsonb" if name == "variables" else "null"
    return f"case when z.key is null then {given} else {nothing} end"


def question(entry_id: str, operation_name: str, document_hash: str, variables: str) -> str:
    """The value of ``question``; NULL where no key of ``sealed z`` seals it."""
    return f"audit_keys.sealed_question(z.key, {entry_id}, {operation_name}, {document_hash}, {variables})"
