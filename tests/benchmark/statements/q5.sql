select coalesce(json_agg(row_to_json(m)), '[]'::json) from (
    select m.reference, m.held_on as "heldOn", m.level, m.status,
        (select row_to_json(n) from (select coalesce(json_agg(row_to_json(i)), '[]'::json) as nodes from (
            select i.position, i.purpose, i.status,
                (select row_to_json(k) from (select c.reference) k) as "case",
                (select row_to_json(v) from (
                    select v.edition, v.status, v.agreed_on as "agreedOn",
                        (select coalesce(json_agg(row_to_json(s)), '[]'::json) from (
                            select position, heading, body from coordination.minutes_section
                            where minutes_id = v.id and (item_handling = 0 or owner = 'coordination')
                                and data_class not in ('address', 'public_protection', 'licence', 'orders', 'victim',
                                    'victim_address', 'third_party', 'intelligence', 'health')
                            order by position limit 50) s) as sections
                    from coordination.minutes v where v.meeting_case_id = i.id order by v.edition desc limit 1
                ) v) as minutes,
                (select coalesce(json_agg(row_to_json(a)), '[]'::json) from (
                    select reference, owner as "owningAgency", due_on as "dueOn", status from coordination.action
                    where meeting_case_id = i.id and (item_handling = 0 or owner = 'coordination')
                    order by due_on, id limit 50) a) as actions
            from coordination.meeting_case i join coordination."case" c on c.id = i.case_id
            where i.meeting_id = m.id and c.area_id = m.area_id order by i.position limit 20) i) n) as agenda
    from coordination.meeting m where m.reference = $1) m
