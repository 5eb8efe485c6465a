-- What does not agree, for whoever verifies, who need not read the keys: of subjects as before, and of sets.
create or replace view audit.key_fault as
select s.digest, 'has a subject whose key is gone' as says
from audit.subject_set s cross join lateral audit.members_of(s.members) m
where not exists (select from audit_keys.subject_key k where k.alias = m.alias)
union all
select m.digest, 'has a subject whose key was changed' from audit.subject_member m
join audit_keys.subject_key k on k.alias = m.alias
where case when k.key is null then k.alias <> k.subject_id
    else uuid_send(k.alias) <> substr(sha256(k.key || uuid_send(k.subject_id)), 1, 16) end
union all
select distinct e.subject_set, 'has questions about it, whose key is gone' from audit.entry e
where e.question is not null and not exists (select from audit_keys.set_key k where k.digest = e.subject_set)
union all
select k.digest, 'has a key that is not made of those of its subjects' from audit_keys.set_key k
join audit.subject_set s using (digest)
where k.key is distinct from (
    select sha256(string_agg(sha256(o.key || 'body'::bytea), ''::bytea order by m.n))
    from audit.members_of(s.members) with ordinality m (place, alias, n)
    join audit_keys.subject_key o on o.alias = m.alias);

grant usage on schema audit_keys to mappa_gateway;
grant insert on audit_keys.subject_key, audit_keys.set_key to mappa_gateway;
grant select, insert on audit_keys.sealed_set to mappa_gateway;
grant execute on function audit_keys.sealing(), audit.members_of(bytea) to mappa_gateway;
grant execute on function audit_keys.masked(bytea, uuid, bytea), audit_keys.sealed_question(bytea, uuid, text, bytea, jsonb), audit.question_of(bytea, uuid, bytea) to mappa_gateway;
grant usage on schema audit_keys to mappa_reader;
grant insert on audit_keys.subject_key, audit_keys.set_key to mappa_reader;
grant select, insert on audit_keys.sealed_set to mappa_reader;
grant execute on function audit_keys.sealing(), audit.members_of(bytea) to mappa_reader;
grant execute on function audit_keys.masked(bytea, uuid, bytea), audit_keys.sealed_question(bytea, uuid, text, bytea, jsonb), audit.question_of(bytea, uuid, bytea) to mappa_reader;
