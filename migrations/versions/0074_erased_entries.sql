alter table audit.erasure add column if not exists agency text;

-- The entry that told of it is found by the time in its id, for it is in one of many partitions.
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
left join audit.retention_rule r on r.id = x.rule_id;

create index if not exists entry_erasing_idx on audit.entry (recorded_at) where act = 'ERASE_ACCESS_RECORD';

create or replace view audit.erasing as
select e.id, e.recorded_at, e.agency, e.principal_id, e.principal_name, e.subject_set, e.row_count as entries
from audit.entry e where e.act = 'ERASE_ACCESS_RECORD';

create index if not exists checkpoint_signed_at_idx on audit.checkpoint (signed_at);

create or replace view audit.signed as
select md5(c.size || ' ' || extract(epoch from c.signed_at))::uuid as id, c.size::text as size, c.signed_at,
    c.note || coalesce((
        select string_agg(s.line || E'\n', '' order by s.witness) from audit.cosignature s where s.size = c.size
    ), '') as note,
    coalesce((
        select jsonb_object_agg(split_part(s.witness, '+', 1), s.made_at) from audit.cosignature s where s.size = c.size
    ), '{}') as cosigned
from audit.checkpoint c;

grant select on audit.erased, audit.erasing, audit.signed to mappa_gateway;
