alter table audit.reading add column if not exists parsed jsonb generated always as (body::jsonb) stored;
create schema if not exists audit_keys;
revoke all on schema audit_keys from public;

CREATE TABLE audit_keys.period (
    starts_on DATE NOT NULL,
    secret BYTEA NOT NULL CONSTRAINT period_secret_check CHECK (octet_length(secret) = 32),
    CONSTRAINT period_pkey PRIMARY KEY (starts_on)
);

CREATE TABLE audit_keys.subject_key (
    alias UUID NOT NULL,
    subject_id UUID NOT NULL,
    key BYTEA,
    period DATE,
    CONSTRAINT subject_key_pkey PRIMARY KEY (alias),
    CONSTRAINT subject_key_opens_check CHECK (case when key is null then alias = subject_id and period is null else period is not null and uuid_send(alias) = substr(sha256(key || uuid_send(subject_id)), 1, 16) end)
);

CREATE TABLE audit_keys.set_key (
    digest BYTEA NOT NULL,
    key BYTEA NOT NULL CONSTRAINT set_key_key_check CHECK (octet_length(key) = 32),
    CONSTRAINT set_key_pkey PRIMARY KEY (digest)
);

CREATE UNLOGGED TABLE audit_keys.sealed_set (
    name BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    key BYTEA,
    period DATE NOT NULL,
    CONSTRAINT sealed_set_pkey PRIMARY KEY (name)
);

CREATE INDEX subject_key_subject_id_idx ON audit_keys.subject_key (subject_id);
CREATE INDEX sealed_set_digest_idx ON audit_keys.sealed_set (digest);

create function audit_keys.sealing() returns table (starts_on date, secret bytea)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
    return query select p.starts_on, p.secret from audit_keys.period p
        where p.starts_on <= (statement_timestamp() at time zone 'UTC')::date order by p.starts_on desc limit 1;
    if not found then
        raise exception 'there is no secret to seal with' using hint = 'Run: select audit_keys.turn()';
    end if;
end $$;

-- One that was not made in time is no loss: the month before goes on. What was destroyed is not made again.
create function audit_keys.turn() returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
    today date := (now() at time zone 'UTC')::date;
begin
    insert into audit_keys.period (starts_on, secret)
    select m::date, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
    from generate_series(date_trunc('month', today), date_trunc('month', today) + interval '1 month', '1 month') m
    on conflict do nothing;
    delete from audit_keys.period p where exists (
        select from audit_keys.period n where n.starts_on > p.starts_on and n.starts_on < today);
    delete from audit_keys.sealed_set s where not exists (
        select from audit_keys.period p where p.starts_on = s.period);
end $$;

-- A key goes when no set that is kept names its alias; a row is never changed. ALWAYS: in a replica's session too.
create function audit_keys.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if tg_op = 'DELETE' then
        if not exists (select from audit.subject_member m where m.alias = old.alias) then return old; end if;
    end if;
    raise exception 'the access record is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege', hint = 'A key is destroyed when what it opens is erased.';
end $$;

revoke all on function audit_keys.sealing(), audit_keys.turn(), audit_keys.refuse_change() from public;
select audit_keys.turn();

do $$ begin
    if exists (select from information_schema.columns where table_schema = 'audit'
               and table_name = 'subject_member' and column_name = 'subject_id') then
        alter table audit.subject_member rename column subject_id to alias;
    end if;
end $$;

drop view audit.access;
drop function audit.members_of(bytea);

create function audit.members_of(members bytea) returns table (place integer, alias uuid)
language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
    held bytea := members || ''::bytea;
begin
    return query select get_byte(held, 17 * n), encode(substring(held from 17 * n + 2 for 16), 'hex')::uuid
        from generate_series(0, length(held) / 17 - 1) n;
end $$;

revoke all on function audit.members_of(bytea) from public;

-- A record that was begun before there were keys names its subjects in the clear, and its leaves vouch for that.
insert into audit_keys.subject_key (alias, subject_id)
select distinct m.alias, m.alias from audit.subject_set s cross join lateral audit.members_of(s.members) m;

create trigger refuse_truncate before truncate on audit_keys.subject_key
    for each statement execute function audit_keys.refuse_change();

create trigger refuse_change before update or delete on audit_keys.subject_key
    for each row execute function audit_keys.refuse_change();

alter table audit_keys.subject_key enable always trigger refuse_truncate;
alter table audit_keys.subject_key enable always trigger refuse_change;

create or replace view audit.access as select
    e.id as "id", e.recorded_at as "recorded_at", e.request_id as "request_id", e.act as "act",
    e.outcome as "outcome", e.reason as "reason", e.principal_id as "principal_id",
    e.principal_name as "principal_name", e.agency as "agency", e.roles as "roles", e.client as "client",
    e.acting as "acting", e.human as "human", e.purpose as "purpose", e.operation_name as "operation_name",
    e.document_hash as "document_hash", e.variables as "variables", e.policy_version as "policy_version",
    e.row_count as "row_count", e.duration_us as "duration_us", e.subject_set, e.reading as reading_digest,
    coalesce((
        select jsonb_object_agg(g.cell, g.ids) from (
            select coalesce(r.parsed -> 'places' -> m.place::text ->> 'cell', 'untold') as cell,
                   jsonb_agg(distinct k.subject_id) as ids
            from audit.members_of(s.members) m join audit_keys.subject_key k on k.alias = m.alias group by 1) g
    ), '{}') as subjects,
    coalesce((
        select jsonb_object_agg(coalesce(p.told ->> 'cell', 'untold'), p.told -> 'reading') from (
            select r.parsed -> 'places' -> m.place::text as told
            from (select distinct place from audit.members_of(s.members)) m
            union all select r.parsed -> 'nobody' where s.digest is null and r.digest is not null offset 0) p
    ), '{}') as reading, (
        select array_agg(distinct t.word order by t.word)
        from (
            select r.parsed -> 'places' -> m.place::text as told
            from (select distinct place from audit.members_of(s.members)) m
            union all select r.parsed -> 'nobody' where s.digest is null and r.digest is not null offset 0) p cross join lateral jsonb_array_elements_text(p.told -> 'reading' -> 'processing') t (word)
    ) as processing, (
        select array_agg(distinct t.word order by t.word)
        from (
            select r.parsed -> 'places' -> m.place::text as told
            from (select distinct place from audit.members_of(s.members)) m
            union all select r.parsed -> 'nobody' where s.digest is null and r.digest is not null offset 0) p cross join lateral jsonb_array_elements_text(p.told -> 'reading' -> 'holders') t (word)
    ) as holders, coalesce((
        select jsonb_object_agg(coalesce(p.told ->> 'cell', 'untold'), (p.told -> 'reading') - 'withheld' - 'unshared' - 'rules') from (
            select r.parsed -> 'places' -> m.place::text as told
            from (select distinct place from audit.members_of(s.members)) m
            union all select r.parsed -> 'nobody' where s.digest is null and r.digest is not null offset 0) p
    ), '{}') as opened, coalesce((
        select jsonb_object_agg(coalesce(p.told ->> 'cell', 'untold'), jsonb_strip_nulls(jsonb_build_object('withheld', p.told -> 'reading' -> 'withheld', 'unshared', p.told -> 'reading' -> 'unshared', 'rules', p.told -> 'reading' -> 'rules'))) from (
            select r.parsed -> 'places' -> m.place::text as told
            from (select distinct place from audit.members_of(s.members)) m
            union all select r.parsed -> 'nobody' where s.digest is null and r.digest is not null offset 0) p
    ), '{}') as sealed
from audit.entry e
left join audit.subject_set s on s.digest = e.subject_set
left join audit.reading r on r.digest = e.reading;

-- The one door to who is behind an alias: views of the owner's, which may read the keys for whoever may read the view.
create view audit.about as
select k.subject_id, m.digest from audit_keys.subject_key k join audit.subject_member m on m.alias = k.alias;

create view audit.seen as
select s.digest, m.place, k.subject_id
from audit.subject_set s cross join lateral audit.members_of(s.members) m
join audit_keys.subject_key k on k.alias = m.alias;

-- What does not agree, for whoever verifies, who need not read the keys.
create view audit.key_fault as
select s.digest, 'has a subject whose key is gone' as says
from audit.subject_set s cross join lateral audit.members_of(s.members) m
where not exists (select from audit_keys.subject_key k where k.alias = m.alias)
union all
select m.digest, 'has a subject whose key was changed' from audit.subject_member m
join audit_keys.subject_key k on k.alias = m.alias
where case when k.key is null then k.alias <> k.subject_id
    else uuid_send(k.alias) <> substr(sha256(k.key || uuid_send(k.subject_id)), 1, 16) end;

grant usage on schema audit_keys to mappa_gateway;
grant insert on audit_keys.subject_key, audit_keys.set_key to mappa_gateway;
grant select, insert on audit_keys.sealed_set to mappa_gateway;
grant execute on function audit_keys.sealing(), audit.members_of(bytea) to mappa_gateway;
grant select on audit.access, audit.about, audit.seen, audit.key_fault to mappa_gateway;
grant execute on function audit_keys.turn() to mappa_gateway;
grant usage on schema audit_keys to mappa_reader;
grant insert on audit_keys.subject_key, audit_keys.set_key to mappa_reader;
grant select, insert on audit_keys.sealed_set to mappa_reader;
grant execute on function audit_keys.sealing(), audit.members_of(bytea) to mappa_reader;
