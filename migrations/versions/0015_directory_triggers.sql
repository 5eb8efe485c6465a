-- Triggers that keep the promises of the directory inside the database, whoever writes.
--
-- touch: a change of a fact that decides a principal's sight raises their version in the same transaction.
-- touch_opened, touch_moved: so does a case that is opened or moves to another area, for those who stand to it; one that
-- is opened for a person to whom access is restricted already is marked there and then.
-- relimit: a restriction on a person marks their case as one of limited access, and lifts the mark when the last ends; a
-- restriction that has merely run out keeps the mark until it is closed, which is the safe side.
-- touch and relimit are statement triggers over transition tables, so that a bulk load pays once a statement; PostgreSQL
-- allows those only one for each event and side.
create function directory.touch() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    execute format(
        'update directory.principal p set version = p.version + 1
         where p.id in (select c.%I from changed c where c.%I is not null)', tg_argv[0], tg_argv[0]);
    return null;
end $$;

create function directory.raise_version() returns trigger language plpgsql set search_path = '' as $$
begin
    if new.version = old.version then new.version := old.version + 1; end if;
    return new;
end $$;

create function directory.touch_invited() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    update directory.principal p set version = p.version + 1
    where p.id in (select i.principal_id from coordination.invitation i join changed c on c.meeting_id = i.meeting_id);
    return null;
end $$;

-- A restriction may be older than the case: whoever it does not name must not see the case for a moment.
create function directory.touch_opened() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    update coordination."case" k set handling = k.handling | 1
    where k.id in (select c.id from changed c) and k.handling & 1 = 0 and exists (
        select from probation.access_limit l
        where l.person_id = k.person_id and l.kind = 'RESTRICTION' and l.superseded_by is null
          and (l.valid_until is null or l.valid_until > current_date));
    update directory.principal p set version = p.version + 1
    where p.id in (
        select m.offender_manager_id from changed k join police.managed_person m on m.person_id = k.person_id
        union select m.offender_manager_id from changed k join prison.offender_manager m on m.person_id = k.person_id
        union select m.offender_manager_id from changed k join probation.supervision m on m.person_id = k.person_id
        union select m.liaison_officer_id from changed k join probation.victim_contact m on m.person_id = k.person_id
        union select l.principal_id from changed k join probation.access_limit l on l.person_id = k.person_id
        union select g.principal_id from changed k join directory.emergency_grant g on g.case_id = k.id
        union select i.principal_id from changed k join coordination.meeting_case a on a.case_id = k.id
            join coordination.invitation i on i.meeting_id = a.meeting_id);
    return null;
end $$;

create function directory.touch_moved() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    update directory.principal p set version = p.version + 1
    where p.id in (
        select m.offender_manager_id from (select new.id, new.person_id) k join police.managed_person m on m.person_id = k.person_id
        union select m.offender_manager_id from (select new.id, new.person_id) k join prison.offender_manager m on m.person_id = k.person_id
        union select m.offender_manager_id from (select new.id, new.person_id) k join probation.supervision m on m.person_id = k.person_id
        union select m.liaison_officer_id from (select new.id, new.person_id) k join probation.victim_contact m on m.person_id = k.person_id
        union select l.principal_id from (select new.id, new.person_id) k join probation.access_limit l on l.person_id = k.person_id
        union select g.principal_id from (select new.id, new.person_id) k join directory.emergency_grant g on g.case_id = k.id
        union select i.principal_id from (select new.id, new.person_id) k join coordination.meeting_case a on a.case_id = k.id
            join coordination.invitation i on i.meeting_id = a.meeting_id);
    return null;
end $$;

create function directory.relimit() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    update coordination."case" k
    set handling = (k.handling & 2) | (exists (
        select from probation.access_limit l
        where l.person_id = k.person_id and l.kind = 'RESTRICTION' and l.superseded_by is null
          and (l.valid_until is null or l.valid_until > current_date)))::int
    where k.person_id in (select c.person_id from changed c);
    return null;
end $$;

create trigger raise_version before update on directory.principal
    for each row execute function directory.raise_version();
create trigger touch_opened after insert on coordination."case" referencing new table as changed
    for each statement execute function directory.touch_opened();
create trigger touch_moved after update of area_id on coordination."case"
    for each row when (old.area_id is distinct from new.area_id) execute function directory.touch_moved();
create trigger touch_insert_new after insert on directory.principal_role referencing new table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_update_new after update on directory.principal_role referencing new table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_update_old after update on directory.principal_role referencing old table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_delete_old after delete on directory.principal_role referencing old table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_insert_new after insert on directory.principal_area referencing new table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_update_new after update on directory.principal_area referencing new table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_update_old after update on directory.principal_area referencing old table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_delete_old after delete on directory.principal_area referencing old table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_insert_new after insert on directory.emergency_grant referencing new table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_update_new after update on directory.emergency_grant referencing new table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_update_old after update on directory.emergency_grant referencing old table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_delete_old after delete on directory.emergency_grant referencing old table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_insert_new after insert on police.managed_person referencing new table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_update_new after update on police.managed_person referencing new table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_update_old after update on police.managed_person referencing old table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_delete_old after delete on police.managed_person referencing old table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_insert_new after insert on prison.offender_manager referencing new table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_update_new after update on prison.offender_manager referencing new table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_update_old after update on prison.offender_manager referencing old table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_delete_old after delete on prison.offender_manager referencing old table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_insert_new after insert on probation.supervision referencing new table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_update_new after update on probation.supervision referencing new table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_update_old after update on probation.supervision referencing old table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_delete_old after delete on probation.supervision referencing old table as changed
    for each statement execute function directory.touch('offender_manager_id');
create trigger touch_insert_new after insert on probation.victim_contact referencing new table as changed
    for each statement execute function directory.touch('liaison_officer_id');
create trigger touch_update_new after update on probation.victim_contact referencing new table as changed
    for each statement execute function directory.touch('liaison_officer_id');
create trigger touch_update_old after update on probation.victim_contact referencing old table as changed
    for each statement execute function directory.touch('liaison_officer_id');
create trigger touch_delete_old after delete on probation.victim_contact referencing old table as changed
    for each statement execute function directory.touch('liaison_officer_id');
create trigger touch_insert_new after insert on probation.access_limit referencing new table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_update_new after update on probation.access_limit referencing new table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_update_old after update on probation.access_limit referencing old table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_delete_old after delete on probation.access_limit referencing old table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_insert_new after insert on coordination.invitation referencing new table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_update_new after update on coordination.invitation referencing new table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_update_old after update on coordination.invitation referencing old table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_delete_old after delete on coordination.invitation referencing old table as changed
    for each statement execute function directory.touch('principal_id');
create trigger touch_invited_insert_new after insert on coordination.meeting_case referencing new table as changed
    for each statement execute function directory.touch_invited();
create trigger touch_invited_update_new after update on coordination.meeting_case referencing new table as changed
    for each statement execute function directory.touch_invited();
create trigger touch_invited_update_old after update on coordination.meeting_case referencing old table as changed
    for each statement execute function directory.touch_invited();
create trigger touch_invited_delete_old after delete on coordination.meeting_case referencing old table as changed
    for each statement execute function directory.touch_invited();
create trigger relimit_insert_new after insert on probation.access_limit referencing new table as changed
    for each statement execute function directory.relimit();
create trigger relimit_update_new after update on probation.access_limit referencing new table as changed
    for each statement execute function directory.relimit();
create trigger relimit_update_old after update on probation.access_limit referencing old table as changed
    for each statement execute function directory.relimit();
create trigger relimit_delete_old after delete on probation.access_limit referencing old table as changed
    for each statement execute function directory.relimit();
