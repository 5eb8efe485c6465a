-- A row trigger on a partitioned table is cloned to each partition; a TRUNCATE trigger is not, so each gets its own.
-- ALWAYS: also under session_replication_role = replica, which would silence an ordinary trigger.
create function audit.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    raise exception 'the access record is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege', hint = 'Record a new entry instead.';
end $$;

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
end $$;

-- Made apart and then attached: attaching locks the parent against other schema changes only, so that entries are
-- written meanwhile; CREATE TABLE ... PARTITION OF would stop them. A crash between leaves nothing: one transaction.
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
end $$;

select audit.guard('entry', true);
select audit.guard('leaf', true);
select audit.guard('tree_head', true);
select audit.guard('subject_set', true);
select audit.guard('reading', true);
create table audit.entry_default partition of audit.entry default;
select audit.guard('entry_default', false);
select audit.ensure_partitions(3);
revoke all on schema audit from public;
revoke all on function audit.refuse_change(), audit.guard(text, boolean), audit.ensure_partitions(integer), audit.members_of(bytea) from public;
grant usage on schema audit to mappa_gateway;
grant select, insert on audit.entry, audit.leaf, audit.tree_head, audit.subject_set, audit.reading, audit.subject_member to mappa_gateway;
grant select on audit.access to mappa_gateway;
grant execute on function audit.ensure_partitions(integer), audit.members_of(bytea) to mappa_gateway;
