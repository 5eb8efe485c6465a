select row_to_json(d) from (select
    (select row_to_json(n) from (select coalesce(json_agg(row_to_json(r)), '[]'::json) as nodes from (
        select s.due_on as "dueOn", s.level, s.basis, (select row_to_json(k) from (select c.reference) k) as "case"
        from coordination.review_schedule s join coordination."case" c on c.id = s.case_id
        where c.area_id = $1 and s.status = 'DUE' and s.due_on < $2::text::date
        order by s.due_on, s.id limit 20) r) n) as overdue,
    (select row_to_json(n) from (select coalesce(json_agg(row_to_json(m)), '[]'::json) as nodes from (
        select reference, held_on as "heldOn", level, status from coordination.meeting
        where area_id = $1 and held_on >= $2::text::date and held_on < $3::text::date
        order by held_on, id limit 20) m) n) as "thisWeek",
    (select row_to_json(n) from (select coalesce(json_agg(row_to_json(a)), '[]'::json) as nodes from (
        select a.reference, a.due_on as "dueOn", a.owner as "owningAgency",
            (select row_to_json(k) from (select c.reference) k) as "case"
        from coordination.action a join coordination."case" c on c.id = a.case_id
        where c.area_id = $1 and a.status = 'OPEN' and (a.item_handling = 0 or a.owner = 'coordination')
        order by a.due_on, a.id limit 20) a) n) as open,
    json_build_object('totalCount', t.one) as level1, json_build_object('totalCount', t.two) as level2,
    json_build_object('totalCount', t.three) as level3
    from (select count(*) filter (where level = 'LEVEL_1') as one, count(*) filter (where level = 'LEVEL_2') as two,
        count(*) filter (where level = 'LEVEL_3') as three from coordination."case" where area_id = $1) t) d
