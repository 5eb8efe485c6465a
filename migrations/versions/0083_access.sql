-- As 0014 makes it and 0059 remakes it; what was asked is read through its key.
create or replace view audit.access as select
    e.id as "id", e.recorded_at as "recorded_at", e.request_id as "request_id", e.act as "act",
    e.outcome as "outcome", e.reason as "reason", e.principal_id as "principal_id",
    e.principal_name as "principal_name", e.agency as "agency", e.roles as "roles", e.client as "client",
    e.acting as "acting", e.human as "human", e.purpose as "purpose",
    case when e.question is null then e.operation_name
        else audit.question_of(e.subject_set, e.id, e.question) ->> 0 end as "operation_name",
    case when e.question is null then e.document_hash
        else decode(audit.question_of(e.subject_set, e.id, e.question) ->> 1, 'hex') end as "document_hash",
    case when e.question is null then e.variables
        else coalesce(audit.question_of(e.subject_set, e.id, e.question) -> 2, '{}') end as "variables",
    e.policy_version as "policy_version", e.row_count as "row_count",
    e.duration_us as "duration_us", e.subject_set, e.reading as reading_digest,
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
    ), '{}') as sealed, e.question
from audit.entry e
left join audit.subject_set s on s.digest = e.subject_set
left join audit.reading r on r.digest = e.reading;
