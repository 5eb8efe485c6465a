select row_to_json(k) from (
    select c.reference, c.category, c.level, c.status, c.lead_agency as "leadAgency",
        c.next_review_due as "nextReviewDue",
        (select row_to_json(p) from (
            select family_name as "familyName", given_names as "givenNames", date_of_birth as "dateOfBirth", gender,
                ethnicity, nationality
            from person.person where id = c.person_id) p) as person,
        (select row_to_json(n) from (select coalesce(json_agg(row_to_json(d)), '[]'::json) as nodes from (
            select level, stage, effective_from as "effectiveFrom", decided_on as "decidedOn"
            from coordination.level_decision where case_id = c.id
            order by effective_from desc, id desc limit 3) d) n) as "levelDecisions",
        (select row_to_json(n) from (select coalesce(json_agg(row_to_json(m)), '[]'::json) as nodes from (
            select held_on as "heldOn", purpose, status
            from coordination.meeting_case where case_id = c.id and held_on >= $2::text::date
            order by held_on, id limit 1) m) n) as meetings
    from coordination."case" c where c.reference = $1) k
