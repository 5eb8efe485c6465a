alter table audit.reading add column if not exists parsed jsonb generated always as (body::jsonb) stored;

create table if not exists audit_keys.set_key (
    digest BYTEA NOT NULL,
    key BYTEA NOT NULL CONSTRAINT set_key_key_check CHECK (octet_length(key) = 32),
    CONSTRAINT set_key_pkey PRIMARY KEY (digest)
);

-- The sets of a record that was begun before are sealed anew when they are next named, and have their key from then on.
-- A gateway of before that still runs goes on as it did.
alter table audit_keys.sealed_set add column if not exists key bytea;

alter table audit.entry add column if not exists question bytea;

-- Its own inverse. Nearly all questions are of the least length, which is written out: a loop would take twice as long.
create function audit_keys.masked(key bytea, entry_id uuid, told bytea) returns bytea
language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
    seed bytea := key || uuid_send(entry_id);
    stream bytea := ''::bytea;
begin
    if length(told) = 192 then
        stream := sha512(seed || int4send(1)) || sha512(seed || int4send(2)) || sha512(seed || int4send(3));
        return substr(varbit_send(('x' || encode(told, 'hex'))::varbit # ('x' || encode(stream, 'hex'))::varbit), 5);
    end if;
    for n in 1 .. length(told) / 64 loop
        stream := stream || sha512(seed || int4send(n));
    end loop;
    return substr(varbit_send(('x' || encode(told, 'hex'))::varbit # ('x' || encode(stream, 'hex'))::varbit), 5);
end $$;

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
    spaces := greatest(192 - length(plain), -length(plain) & 63);
    return audit_keys.masked(key, entry_id, plain || convert_to(repeat(' ', spaces), 'UTF8'));
end $$;

-- NULL where nothing is sealed, where the key is destroyed, and for what nothing of ours wrote.
create function audit.question_of(of_set bytea, entry_id uuid, question bytea) returns jsonb
language plpgsql stable strict security definer set search_path = pg_catalog as $$
declare
    held bytea;
begin
    select k.key into held from audit_keys.set_key k where k.digest = of_set;
    return convert_from(audit_keys.masked(held, entry_id, question), 'UTF8')::jsonb;
exception when data_exception then
    return null;
end $$;

revoke all on function audit_keys.masked(bytea, uuid, bytea), audit.question_of(bytea, uuid, bytea), audit_keys.sealed_question(bytea, uuid, text, bytea, jsonb) from public;

-- A set's key goes with the set; a subject's when no set names its alias. ALWAYS: in a replica's session too.
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
end $$;

create or replace trigger refuse_truncate before truncate on audit_keys.set_key
    for each statement execute function audit_keys.refuse_change();

create or replace trigger refuse_change before update or delete on audit_keys.set_key
    for each row execute function audit_keys.refuse_change();

alter table audit_keys.set_key enable always trigger refuse_truncate;
alter table audit_keys.set_key enable always trigger refuse_change;
