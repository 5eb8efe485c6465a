select coalesce(json_agg(row_to_json(k)), '[]'::json) from (
    select c.reference, c.category, c.level, c.level_set_on as "levelSetOn", c.status,
        c.lead_agency as "leadAgency", c.entered_on as "enteredOn", c.next_review_due as "nextReviewDue",
        (select row_to_json(p) from (
            select family_name as "familyName", given_names as "givenNames", date_of_birth as "dateOfBirth", gender,
                ethnicity, nationality, deceased_on as "deceasedOn"
            from person.person where id = c.person_id) p) as person
    from coordination."case" c where c.area_id = $1
    order by coalesce(c.next_review_due, 'infinity'::date), c.id limit 1000) k
