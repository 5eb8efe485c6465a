-- What PostGraphile needs to answer like the gateway: two roles, one for each principal that is measured, with column
-- grants and row-level security that come to the same rows. The principal's own lists are bound as settings, and the
-- indexes serve its orders: it is given the form that is fastest for it. Run once on a loaded database.

create role peer_all;
create role peer_half;
create role peer login password :'password';
grant peer_all, peer_half to peer;
create schema peer;
create table peer.audit (
    id uuid primary key, at timestamptz not null default now(), principal text not null, document bytea not null,
    variables jsonb not null
);
grant usage on schema peer, coordination, person to peer, peer_all, peer_half;
grant insert on peer.audit to peer;

create function peer.area() returns smallint language sql stable as $$ select current_setting('peer.area')::smallint $$;
create function peer.mine() returns uuid[] language sql stable as $$ select current_setting('peer.mine')::uuid[] $$;
create function peer.permitted() returns uuid[] language sql stable
    as $$ select current_setting('peer.permitted')::uuid[] $$;

grant select (
    id, reference, person_id, area_id, category, level, level_set_on, status, lead_agency, entered_on, next_review_due,
    qualifying_reason, qualified_on, exit_due_on, exited_on, last_reviewed_on, handling
) on coordination."case" to peer_all, peer_half;
grant select (
    id, family_name, given_names, date_of_birth, gender, ethnicity, nationality, deceased_on, item_handling,
    superseded_by
) on person.person to peer_all, peer_half;
grant select (id, case_id, level, previous_level, stage, effective_from, decided_on, proposed_on)
    on coordination.level_decision to peer_all, peer_half;
grant select (id, meeting_id, case_id, position, held_on, purpose, status)
    on coordination.meeting_case to peer_all, peer_half;
grant select (id, reference, area_id, level, held_on, status) on coordination.meeting to peer_all, peer_half;
grant select (id, case_id, due_on, level, basis, status) on coordination.review_schedule to peer_all, peer_half;
grant select (id, reference, case_id, meeting_case_id, owner, due_on, status, item_handling)
    on coordination.action to peer_all, peer_half;
grant select (id, case_id, meeting_case_id, edition, status, agreed_on, item_handling)
    on coordination.minutes to peer_all, peer_half;
grant select (id, case_id, minutes_id, position, heading, data_class, item_handling, owner, body)
    on coordination.minutes_section to peer_all, peer_half;

alter table coordination."case" enable row level security;
alter table person.person enable row level security;
alter table coordination.level_decision enable row level security;
alter table coordination.meeting_case enable row level security;
alter table coordination.meeting enable row level security;
alter table coordination.review_schedule enable row level security;
alter table coordination.action enable row level security;
alter table coordination.minutes enable row level security;
alter table coordination.minutes_section enable row level security;

-- Everybody else reads as before: what is measured here must not slow the gateway down, so its roles step past.
alter role mappa_gateway bypassrls;
alter role mappa_reader bypassrls;

create policy peer_all on coordination."case" for select to peer_all using (
    area_id = (select peer.area()) and (handling in (0, 2) or id = any ((select peer.permitted())::uuid[])));
create policy peer_half on coordination."case" for select to peer_half using (
    area_id = (select peer.area()) and (handling = 0 or handling = 1
        and id = any ((select peer.permitted())::uuid[]) and id = any ((select peer.mine())::uuid[])));

create policy peer_all on person.person for select to peer_all using (
    superseded_by is null and exists (select from coordination."case" c where c.person_id = person.id));
create policy peer_half on person.person for select to peer_half using (
    superseded_by is null and item_handling = 0 and exists (
        select from coordination."case" c where c.person_id = person.id and c.id = any ((select peer.mine())::uuid[])));

create policy peer on coordination.level_decision for select to peer_all, peer_half using (
    exists (select from coordination."case" c where c.id = case_id));
create policy peer on coordination.meeting_case for select to peer_all, peer_half using (
    exists (select from coordination."case" c where c.id = case_id));
create policy peer on coordination.review_schedule for select to peer_all, peer_half using (
    exists (select from coordination."case" c where c.id = case_id));
create policy peer on coordination.meeting for select to peer_all, peer_half using (area_id = (select peer.area()));

create policy peer_all on coordination.action for select to peer_all using (
    (item_handling = 0 or owner = 'coordination') and exists (select from coordination."case" c where c.id = case_id));
create policy peer_half on coordination.action for select to peer_half using (
    (item_handling = 0 or owner = 'probation') and exists (select from coordination."case" c where c.id = case_id));
create policy peer_all on coordination.minutes for select to peer_all using (
    exists (select from coordination."case" c where c.id = case_id));
create policy peer_half on coordination.minutes for select to peer_half using (
    item_handling = 0 and case_id = any ((select peer.mine())::uuid[])
    and exists (select from coordination."case" c where c.id = case_id));
create policy peer_all on coordination.minutes_section for select to peer_all using (
    (item_handling = 0 or owner = 'coordination')
    and data_class not in ('address', 'public_protection', 'licence', 'orders', 'victim', 'victim_address',
        'third_party', 'intelligence', 'health')
    and exists (select from coordination."case" c where c.id = case_id));
create policy peer_half on coordination.minutes_section for select to peer_half using (
    (item_handling = 0 or owner = 'probation') and case_id = any ((select peer.mine())::uuid[])
    and data_class not in ('victim', 'victim_address', 'intelligence', 'health')
    and exists (select from coordination."case" c where c.id = case_id));

-- What its filters cannot say, as functions that PostgreSQL inlines.
create function coordination.case_upcoming(c coordination."case") returns setof coordination.meeting_case
    language sql stable as $$ select m.* from coordination.meeting_case m
        where m.case_id = c.id and m.held_on >= current_date order by m.held_on, m.id limit 1 $$;
create function coordination.overdue_reviews() returns setof coordination.review_schedule
    language sql stable as $$ select r.* from coordination.review_schedule r
        where r.status = 'DUE' and r.due_on < current_date order by r.due_on, r.id $$;
create function coordination.meetings_this_week() returns setof coordination.meeting
    language sql stable as $$ select m.* from coordination.meeting m
        where m.held_on >= current_date and m.held_on < current_date + 7 order by m.held_on, m.id $$;
create function coordination.open_actions() returns setof coordination.action
    language sql stable as $$ select a.* from coordination.action a
        where a.status = 'OPEN' order by a.due_on, a.id $$;
create function coordination.cases_at(wanted text) returns setof coordination."case"
    language sql stable as $$ select c.* from coordination."case" c where c.level = wanted $$;
-- PostGraphile must name whole rows of these functions, which column grants would refuse.
grant select on coordination."case", coordination.meeting_case, coordination.review_schedule, coordination.meeting,
    coordination.action to peer_all, peer_half;

create index peer_case_review_idx on coordination."case" (area_id, next_review_due, id);
create index peer_decision_idx on coordination.level_decision (case_id, effective_from desc, id desc);
create index peer_item_idx on coordination.meeting_case (meeting_id, position);
analyze coordination."case", coordination.level_decision, coordination.meeting_case;
