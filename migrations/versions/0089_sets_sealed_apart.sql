-- Seals the sets that were not sealed this month, and gives what an entry names each by. Most statements find every set
-- sealed already, and then this is not called: what begins and ends four insertions is spared them. All that a statement
-- seals is sealed by one call, each table in its own order, so that two transactions cannot wait for each other.
create function audit_keys.seal(period date, secret bytea, plains bytea[])
returns table (name bytea, digest bytea, key bytea)
language plpgsql volatile set search_path = pg_catalog as $$
#variable_conflict use_column
declare
    of_month alias for $1;
    present alias for $2;
begin
    return query
    with unsealed as materialized (
        select sha256(p.plain || present) as name, p.plain, z.members, sha256(z.members) as digest, z.key
        from unnest(plains) p (plain) cross join lateral (
            select string_agg(d.member, ''::bytea order by d.member) as members,
                sha256(string_agg(d.part, ''::bytea order by d.member)) as key
            from (
                select distinct sha256(k.key || 'body'::bytea) as part,
                    substr(p.plain, 17 * k.g + 1, 1) || substr(sha256(k.key || k.subject), 1, 16) as member
                from (
                    select g, substr(p.plain, 17 * g + 2, 16) as subject,
                        sha256(present || substr(p.plain, 17 * g + 2, 16)) as key
                    from generate_series(0, length(p.plain) / 17 - 1) g) k) d) z
    ), sets as (
        insert into audit.subject_set (digest, members)
        select u.digest, u.members from unsealed u order by 1 on conflict do nothing
    ), keys as (
        insert into audit_keys.subject_key (alias, subject_id, key, period)
        select distinct on (1) encode(substr(sha256(k.key || k.subject), 1, 16), 'hex')::uuid,
            encode(k.subject, 'hex')::uuid, k.key, of_month
        from unsealed u cross join lateral (
            select substr(u.plain, 17 * g + 2, 16) as subject,
                sha256(present || substr(u.plain, 17 * g + 2, 16)) as key
            from generate_series(0, length(u.plain) / 17 - 1) g) k
        order by 1 on conflict do nothing
    ), set_keys as (
        insert into audit_keys.set_key (digest, key)
        select u.digest, u.key from unsealed u order by 1 on conflict do nothing
    ), names as (
        insert into audit_keys.sealed_set (name, digest, key, period)
        select u.name, u.digest, u.key, of_month from unsealed u order by 1 on conflict do nothing
    )
    select u.name, u.digest, u.key from unsealed u;
end $$;
revoke all on function audit_keys.seal(date, bytea, bytea[]) from public;
grant execute on function audit_keys.seal(date, bytea, bytea[]) to mappa_gateway, mappa_reader;
