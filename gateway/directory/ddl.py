"""Triggers that keep the promises of the directory inside the database, whoever writes.

``touch``: a change of a fact that decides a principal's sight raises their ``version`` in the same transaction.
``touch_moved``: so does a case that moves to another area, for those who stand to it.
``relimit``: a restriction on a person marks their case as one of limited access, and lifts the mark when the last ends;
a restriction that has merely run out keeps the mark until it is closed, which is the safe side.
``touch`` and ``relimit`` are statement triggers over transition tables, so that a bulk load pays once a statement.
"""

# The tables whose rows name a principal, and the column that does.
FACTS = (
    ("directory.principal_role", "principal_id"),
    ("directory.principal_area", "principal_id"),
    ("directory.emergency_grant", "principal_id"),
    ("police.managed_person", "offender_manager_id"),
    ("prison.offender_manager", "offender_manager_id"),
    ("probation.supervision", "offender_manager_id"),
    ("probation.victim_contact", "liaison_officer_id"),
    ("probation.access_limit", "principal_id"),
    ("coordination.invitation", "principal_id"),
)

TOUCH = """
create function directory.touch() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    execute format(
        'update directory.principal p set version = p.version + 1
         where p.id in (select c.%I from changed c where c.%I is not null)', tg_argv[0], tg_argv[0]);
    return null;
end $$
"""

RAISE = """
create function directory.raise_version() returns trigger language plpgsql set search_path = '' as $$
begin
    if new.version = old.version then new.version := old.version + 1; end if;
    return new;
end $$
"""

AGENDA = """
create function directory.touch_invited() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    update directory.principal p set version = p.version + 1
    where p.id in (select i.principal_id from coordination.invitation i join changed c on c.meeting_id = i.meeting_id);
    return null;
end $$
"""

MOVED = """
create function directory.touch_moved() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    update directory.principal p set version = p.version + 1
    where p.id in (
        select m.offender_manager_id from police.managed_person m where m.person_id = new.person_id
        union select m.offender_manager_id from prison.offender_manager m where m.person_id = new.person_id
        union select m.offender_manager_id from probation.supervision m where m.person_id = new.person_id
        union select m.liaison_officer_id from probation.victim_contact m where m.person_id = new.person_id
        union select g.principal_id from directory.emergency_grant g where g.case_id = new.id
        union select i.principal_id from coordination.invitation i
            join coordination.meeting_case a on a.meeting_id = i.meeting_id where a.case_id = new.id);
    return null;
end $$
"""

_MOVING = (
    'create trigger touch_moved after update of area_id on coordination."case" for each row'
    " when (old.area_id is distinct from new.area_id) execute function directory.touch_moved()"
)

RELIMIT = """
create function directory.relimit() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    update coordination."case" k
    set handling = (k.handling & 2) | (exists (
        select from probation.access_limit l
        where l.person_id = k.person_id and l.kind = 'RESTRICTION' and l.superseded_by is null
          and (l.valid_until is null or l.valid_until > current_date)))::int
    where k.person_id in (select c.person_id from changed c);
    return null;
end $$
"""

_EVENTS = (("insert", "new"), ("update", "new"), ("update", "old"), ("delete", "old"))


def create_statements() -> list[str]:
    """The functions and triggers, in order."""
    statements = [TOUCH, RAISE, AGENDA, MOVED, RELIMIT, _RAISING, _MOVING]
    for table, column in FACTS:
        statements += _triggers(table, f"directory.touch('{column}')", "touch")
    statements += _triggers("coordination.meeting_case", "directory.touch_invited()", "touch_invited")
    statements += _triggers("probation.access_limit", "directory.relimit()", "relimit")
    return statements


_RAISING = (
    "create trigger raise_version before update on directory.principal"
    " for each row execute function directory.raise_version()"
)


def _triggers(table: str, function: str, name: str) -> list[str]:
    """One trigger for each event and side: PostgreSQL allows transition tables only so."""
    return [
        f"create trigger {name}_{event}_{side} after {event} on {table} referencing {side} table as changed"
        f" for each statement execute function {function}"
        for event, side in _EVENTS
    ]
