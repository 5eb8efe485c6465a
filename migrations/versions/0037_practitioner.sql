create view coordination.practitioner as
select md5(concat_ws('|', p.id, a.area_id, r.role))::uuid as id, p.id as principal_id, p.id::text as reference,
    a.area_id, p.name, p.owner as agency, upper(r.role) as role,
    greatest(a.valid_from, r.valid_from) as valid_from, least(a.valid_until, r.valid_until) as valid_until
from directory.principal p
join directory.principal_area a on a.principal_id = p.id
join directory.principal_role r on r.principal_id = p.id
where not p.suspended and p.agency in ('police', 'prison', 'probation', 'partner', 'coordination')
    and r.role <> 'agency_system';
