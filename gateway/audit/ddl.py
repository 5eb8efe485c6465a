"""The SQL that makes the access record: tables, months, guards and grants, as text for a migration to run.

Run it as the owner (``mappa_owner``); the role of the gateway must exist. ``audit.ensure_partitions(months_ahead)``
is made ahead by the migration and then by the sequencer, with the owner's rights and no others. A month that was not
made in time lands in ``entry_default``: no entry is ever lost for want of a partition.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from gateway.audit.question import ASKED_IN_VIEW, question_statements
from gateway.audit.returned import returned_statements
from gateway.audit.sealing import KEPT_APART, keys_statements
from gateway.audit.tables import APART, APPEND_ONLY, PUBLISHED, RECORD, RETENTION, entry, set_key

GATEWAY_ROLE = "mappa_gateway"
MONTHS_AHEAD = 3

# A row trigger on a partitioned table is cloned to each partition; a TRUNCATE trigger is not, so each gets its own.
# ALWAYS: also under session_replication_role = replica, which would silence an ordinary trigger.
_REFUSE = """
create function audit.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    raise exception 'the access record is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege', hint = 'Record a new entry instead.';
end $$
"""

# The same once entries can be erased. What goes is an entry whose erasure is on record, and a set of subjects that no
# entry names any more; only the owner of the tables may delete at all.
_REFUSE_BUT_ERASED = """
create or replace function audit.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if tg_op = 'DELETE' and tg_table_name like 'entry%' then
        if exists (select from audit.erasure x where x.recorded_at = old.recorded_at and x.entry_id = old.id) then
            return old;
        end if;
    elsif tg_op = 'DELETE' and tg_table_name = 'subject_set' then
        if not exists (select from audit.entry e where e.subject_set = old.digest) then return old; end if;
    end if;
    raise exception 'the access record is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege', hint = 'Record a new entry instead.';
end $$
"""

_GUARD = """
create function audit.guard(guarded text, with_rows boolean) returns void
language plpgsql set search_path = pg_catalog as $$
begin
    execute format('create trigger refuse_truncate before truncate on audit.%I
                    for each statement execute function audit.refuse_change()', guarded);
    execute format('alter table audit.%I enable always trigger refuse_truncate', guarded);
    if with_rows then
        execute format('create trigger refuse_change before update or delete on audit.%I
                        for each row execute function audit.refuse_change()', guarded);
    end if;
    execute format('alter table audit.%I enable always trigger refuse_change', guarded);
end $$
"""

# Made apart and then attached: attaching locks the parent against other schema changes only, so that entries are
# written meanwhile; CREATE TABLE ... PARTITION OF would stop them. A crash between leaves nothing: one transaction.
_PARTITIONS = """
create function audit.ensure_partitions(months_ahead integer) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
    first date := date_trunc('month', now() at time zone 'UTC');
    month date;
    part text;
    made integer := 0;
begin
    if months_ahead is null or months_ahead not between 0 and 60 then
        raise exception 'months_ahead is %, expected 0 to 60', months_ahead;
    end if;
    perform pg_advisory_xact_lock(hashtext('audit.ensure_partitions'));
    for month in select (first + make_interval(months => n))::date from generate_series(0, months_ahead) n loop
        part := 'entry_' || to_char(month, 'YYYY_MM');
        continue when to_regclass(format('audit.%I', part)) is not null;
        begin
            execute format('create table audit.%I (like audit.entry including defaults including constraints)', part);
            execute format('alter table audit.entry attach partition audit.%I for values from (%L) to (%L)', part,
                month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
            perform audit.guard(part, false);
            made := made + 1;
        exception when check_violation then
            -- Entries of that month are already in the default partition. They are kept, and found, there.
            raise warning 'audit.% is not made: entry_default already holds entries of that month', part;
        end;
    end loop;
    return made;
end $$
"""

# PL/pgSQL, so that a large set is fetched once and not anew for each of its members.
_MEMBERS_OF = """
create function audit.members_of(members bytea) returns table (place integer, alias uuid)
language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
    held bytea := members || ''::bytea;
begin
    return query select get_byte(held, 17 * n), encode(substring(held from 17 * n + 2 for 16), 'hex')::uuid
        from generate_series(0, length(held) / 17 - 1) n;
end $$
"""

# In a record that was begun without it; the view reads it.
_PARSED = "alter table audit.reading add column if not exists parsed jsonb generated always as (body::jsonb) stored"

# Of a reading only the places that the answer's rows were in are told; where it was about nobody, the one for that.
_ACCESS = """
create or replace view audit.access as select
    {own}, e.subject_set, e.reading as reading_digest,
    coalesce((
        select jsonb_object_agg(g.cell, g.ids) from (
            select coalesce(r.parsed -> 'places' -> m.place::text ->> 'cell', '{untold}') as cell,
                   jsonb_agg(distinct {whom}) as ids
            from audit.members_of(s.members) m {opened_by} group by 1) g
    ), '{{}}') as subjects,
    {reading} as reading, {processing} as processing, {holders} as holders, {opened} as opened, {sealed} as sealed{more}
from audit.entry e
left join audit.subject_set s on s.digest = e.subject_set
left join audit.reading r on r.digest = e.reading
"""

# The places that the answer's rows were in. OFFSET 0: what is told of one is taken out of the reading once.
_PLACES = """(
            select r.parsed -> 'places' -> m.place::text as told
            from (select distinct place from audit.members_of(s.members)) m
            union all select r.parsed -> 'nobody' where s.digest is null and r.digest is not null offset 0) p"""
_TOLD = """coalesce((
        select jsonb_object_agg(coalesce(p.told ->> 'cell', '{untold}'), {part}) from {places}
    ), '{{}}')"""
# What is told of them taken together. NULL where readings were not yet told so.
_GATHERED = """(
        select array_agg(distinct t.word order by t.word)
        from {places} cross join lateral jsonb_array_elements_text(p.told -> 'reading' -> '{what}') t (word)
    )"""

SEALED = ("withheld", "unshared", "rules")  # the parts of a reading that say what was withheld, and why
UNTOLD = "untold"  # a place that the reading says nothing of: who was seen there is told all the same


_UNSEALED = {"whom": "m.alias", "opened_by": "", "more": ""}  # before there were keys
_OPENED = {
    "whom": "k.subject_id",
    "opened_by": "join audit_keys.subject_key k on k.alias = m.alias",
    "more": "",
}
_ASKED = {**_OPENED, "more": ", e.question"}


def view_statement(opening: Mapping[str, str] = _UNSEALED, asked: Mapping[str, str] = MappingProxyType({})) -> str:
    """The view in which an entry is read with its subjects and its reading in words.

    ``asked``: expressions for some of the entry's own columns.
    """
    names = [column.name for column in entry.columns if column.name not in APART]
    own = ", ".join(f'{asked.get(name, f"e.{name}")} as "{name}"' for name in names)
    without = " ".join(f"- '{part}'" for part in SEALED)
    alone = ", ".join(f"'{part}', p.told -> 'reading' -> '{part}'" for part in SEALED)
    parts = {
        "reading": "p.told -> 'reading'",
        "opened": f"(p.told -> 'reading') {without}",
        "sealed": f"jsonb_strip_nulls(jsonb_build_object({alone}))",
    }
    told = {name: _TOLD.format(untold=UNTOLD, part=part, places=_PLACES) for name, part in parts.items()}
    gathered = {what: _GATHERED.format(what=what, places=_PLACES) for what in ("processing", "holders")}
    return _ACCESS.format(own=own, untold=UNTOLD, **opening, **told, **gathered)


def table_statements(tables: Sequence[Table]) -> list[str]:
    """The tables with their indexes, exactly as ``tables`` says."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    creations = [CreateTable(table) for table in tables]
    indexes = [CreateIndex(index) for table in tables for index in table.indexes]
    return [str(step.compile(dialect=dialect)) for step in creations + indexes]


# How what entries share is kept and read.
_SHARED = (
    "alter table audit.subject_set alter column members set storage external",
    _MEMBERS_OF,
    view_statement(),
)


def _guards(tables: Sequence[Table]) -> list[str]:
    return [f"select audit.guard('{table.name}', true)" for table in tables if table.name in APPEND_ONLY]


def guard_statements(months_ahead: int = MONTHS_AHEAD) -> list[str]:
    """The triggers that refuse change, the default partition and the first months."""
    return [
        _REFUSE,
        _GUARD,
        _PARTITIONS,
        *_guards(RECORD),
        "create table audit.entry_default partition of audit.entry default",
        "select audit.guard('entry_default', false)",
        f"select audit.ensure_partitions({months_ahead})",
    ]


def grant_statements(role: str = GATEWAY_ROLE) -> list[str]:
    """What the gateway may do: add and read, never change; and make months ahead."""
    made = "audit.refuse_change(), audit.guard(text, boolean), audit.ensure_partitions(integer)"
    functions = f"{made}, audit.members_of(bytea)"
    tables = ", ".join(f"audit.{table.name}" for table in RECORD)
    return [
        "revoke all on schema audit from public",
        f"revoke all on function {functions} from public",
        f"grant usage on schema audit to {role}",
        f"grant select, insert on {tables} to {role}",
        f"grant select on audit.access to {role}",
        f"grant execute on function audit.ensure_partitions(integer), audit.members_of(bytea) to {role}",
    ]


def record_statements(role: str = GATEWAY_ROLE) -> list[str]:
    """The record and its tree, in order; each is one statement."""
    schema = "create schema if not exists audit"
    return [schema, *table_statements(RECORD), *_SHARED, *guard_statements(), *grant_statements(role)]


def published_statements(role: str = GATEWAY_ROLE) -> list[str]:
    """What is said of the record to others: made after it."""
    names = ", ".join(f"audit.{table.name}" for table in PUBLISHED)
    return [*table_statements(PUBLISHED), *_guards(PUBLISHED), f"grant select, insert on {names} to {role}"]


def retention_statements(role: str = GATEWAY_ROLE) -> list[str]:
    """For how long entries are kept, and what was erased: the gateway reads it, and may write none of it."""
    names = ", ".join(f"audit.{table.name}" for table in RETENTION)
    made = [*table_statements(RETENTION), *_guards(RETENTION), _REFUSE_BUT_ERASED]
    return [*made, f"grant select on {names} to {role}"]


# The entry that told of it is found by the time in its id, for it is in one of many partitions.
_ERASED = """
create or replace view audit.erased as
select x.entry_id as id, x.recorded_at, x.agency, t.recorded_at as erased_at, t.principal_name as erased_by_name,
    r.rule, r.version as rule_version, r.keep_months, r.decided_by, r.source, l.index::text as place,
    encode(x.digest, 'hex') as digest
from audit.erasure x
cross join lateral (select to_timestamp(
    ('x' || left(replace(x.erased_by::text, '-', ''), 12))::bit(48)::bigint / 1000.0) as at) told
left join audit.leaf l on l.recorded_at = x.recorded_at and l.entry_id = x.entry_id
left join audit.entry t on t.id = x.erased_by
    and t.recorded_at between told.at - interval '2 seconds' and told.at + interval '2 seconds'
left join audit.retention_rule r on r.id = x.rule_id
"""


_ERASING = """
create or replace view audit.erasing as
select e.id, e.recorded_at, e.agency, e.principal_id, e.principal_name, e.subject_set, e.row_count as entries
from audit.entry e where e.act = 'ERASE_ACCESS_RECORD'
"""
_ERASING_INDEX = """
create index if not exists entry_erasing_idx on audit.entry (recorded_at) where act = 'ERASE_ACCESS_RECORD'
"""


_SIGNED = """
create or replace view audit.signed as
select md5(c.size || ' ' || extract(epoch from c.signed_at))::uuid as id, c.size::text as size, c.signed_at,
    c.note || coalesce((
        select string_agg(s.line || E'\\n', '' order by s.witness) from audit.cosignature s where s.size = c.size
    ), '') as note,
    coalesce((
        select jsonb_object_agg(split_part(s.witness, '+', 1), s.made_at) from audit.cosignature s where s.size = c.size
    ), '{}') as cosigned
from audit.checkpoint c
"""


def erased_statements(role: str = GATEWAY_ROLE) -> list[str]:
    """What is told of an entry that was erased, and to which agency's auditors."""
    return [
        "alter table audit.erasure add column if not exists agency text",
        _ERASED,
        _ERASING_INDEX,
        _ERASING,
        "create index if not exists checkpoint_signed_at_idx on audit.checkpoint (signed_at)",
        _SIGNED,
        f"grant select on audit.erased, audit.erasing, audit.signed to {role}",
    ]


def sealed_statements(role: str = GATEWAY_ROLE) -> list[str]:
    """The keys of subjects, apart from the record, and the views through which it is read with them."""
    return [_PARSED, *keys_statements(role, table_statements(KEPT_APART), _MEMBERS_OF, view_statement(_OPENED))]


def asked_statements(*roles: str) -> list[str]:
    """What was asked about somebody is sealed too, and is read through the view."""
    access = view_statement(_ASKED, ASKED_IN_VIEW)
    return [_PARSED, *question_statements(roles, access, table_statements((set_key,)))]


def parsed_statements() -> list[str]:
    """Readings are parsed as they are kept, and the view reads them so."""
    return [_PARSED, view_statement(_ASKED, ASKED_IN_VIEW)]


def create_statements(role: str = GATEWAY_ROLE) -> list[str]:
    """Everything, in order."""
    before = (*record_statements(role), *published_statements(role), *retention_statements(role))
    after = (*erased_statements(role), *asked_statements(role), *returned_statements(role))
    return [*before, *sealed_statements(role), *after]


def is_partition(table: str) -> bool:
    """Whether a table of the schema ``audit`` is a part of ``entry``, which the metadata does not name."""
    return table.startswith("entry_")
