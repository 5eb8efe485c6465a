select coalesce(json_agg(row_to_json(k)), '[]'::json) from (
    select c.reference, c.level, c.status, c.next_review_due as "nextReviewDue",
        (select row_to_json(p) from (
            select family_name as "familyName", given_names as "givenNames", date_of_birth as "dateOfBirth", nationality
            from person.person where id = c.person_id) p) as person,
        (select row_to_json(n) from (select coalesce(json_agg(row_to_json(d)), '[]'::json) as nodes from (
            select level, stage, effective_from as "effectiveFrom"
            from coordination.level_decision where case_id = c.id
            order by effective_from desc, id desc limit 1) d) n) as "levelDecisions"
    from coordination."case" c where c.area_id = $1
    order by coalesce(c.next_review_due, 'infinity'::date), c.id limit 50) k
