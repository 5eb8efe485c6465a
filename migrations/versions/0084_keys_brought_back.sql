-- What is read by whoever verifies and may read no key. A set that the sequencer has not come to yet is in no index, so
-- such sets are looked into themselves. A month is over when the one after it has begun more than a day ago, and one more
-- day for a sequencer that was late.
create view audit.key_returned as
select uuid_send(k.alias) as digest,
    'is an alias that nothing names, and a key opens it: a restore has brought back what was destroyed' as says
from (
select k.alias from audit_keys.subject_key k
where not exists (select from audit.subject_member m where m.alias = k.alias)
    and k.alias not in (
        select m.alias from audit.subject_set s cross join lateral audit.members_of(s.members) m
        where not exists (select from audit.subject_member i where i.digest = s.digest))
) k
union all
select k.digest, 'is no set that is kept, and its key is there: a restore has brought back what was destroyed'
from (
select k.digest from audit_keys.set_key k
where not exists (select from audit.subject_set s where s.digest = k.digest)
) k
union all
select sha256(p.secret), 'is the SHA-256 of the secret of the month of ' || p.starts_on
    || ', which is over: a restore has brought it back, or no sequencer runs'
from (
select p.starts_on, p.secret from audit_keys.period p
where exists (select from audit_keys.period n
    where n.starts_on > p.starts_on and n.starts_on < (now() at time zone 'UTC')::date - 1)
) p;

grant select on audit.key_returned to mappa_gateway;

-- The lock keeps out whoever is about to write a set that names one of them; it is taken only where there are some, and
-- what is looked at again under it is what was written since.
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
    select count(*) into secrets from (
select p.starts_on, p.secret from audit_keys.period p
where exists (select from audit_keys.period n
    where n.starts_on > p.starts_on and n.starts_on < (now() at time zone 'UTC')::date - 1)
) p;
    perform audit_keys.turn();
    select array_agg(k.alias) into aliases from (
select k.alias from audit_keys.subject_key k
where not exists (select from audit.subject_member m where m.alias = k.alias)
    and k.alias not in (
        select m.alias from audit.subject_set s cross join lateral audit.members_of(s.members) m
        where not exists (select from audit.subject_member i where i.digest = s.digest))
) k;
    select array_agg(k.digest) into sets from (
select k.digest from audit_keys.set_key k
where not exists (select from audit.subject_set s where s.digest = k.digest)
) k;
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
end $$;

revoke all on function audit_keys.destroy_returned() from public;
grant execute on function audit_keys.destroy_returned() to mappa_gateway;
