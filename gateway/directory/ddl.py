"""Triggers that keep the promises of the directory inside the database, whoever writes.

``touch``: a change of a fact that decides a principal's sight raises their ``version`` in the same transaction.
``touch_opened``, ``touch_moved``: so does a case that is opened or moves to another area, for those who stand to it;
one that is opened for a person to whom access is restricted already is marked there and then.
``relimit``: a restriction on a person marks their case as one of limited access, and lifts the mark when the last ends;
a restriction that has merely run out keeps the mark until it is closed, which is the safe side. Since migration 0038
``keep_limited`` sets the mark before a case's handling is written, so that no UPDATE clears what still holds.
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
# Those that came later: the migration that makes such a table makes its triggers.
LATER_FACTS = (
    ("directory.conflict_of_interest", "principal_id"),
    ("coordination.case_opening", "principal_id"),
    ("coordination.shared_item", "principal_id"),
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

_STAND_TO = """
    update directory.principal p set version = p.version + 1
    where p.id in (
        select m.offender_manager_id from {cases} k join police.managed_person m on m.person_id = k.person_id
        union select m.offender_manager_id from {cases} k join prison.offender_manager m on m.person_id = k.person_id
        union select m.offender_manager_id from {cases} k join probation.supervision m on m.person_id = k.person_id
        union select m.liaison_officer_id from {cases} k join probation.victim_contact m on m.person_id = k.person_id
        union select l.principal_id from {cases} k join probation.access_limit l on l.person_id = k.person_id
        union select g.principal_id from {cases} k join directory.emergency_grant g on g.case_id = k.id
        union select i.principal_id from {cases} k join coordination.meeting_case a on a.case_id = k.id
            join coordination.invitation i on i.meeting_id = a.meeting_id);"""

_TOUCH_CASE = """
create function directory.{name}() returns trigger language plpgsql security definer set search_path = '' as $$
begin{touch}
    return null;
end $$
"""

_LIVE_RESTRICTION = """(
        select from probation.access_limit l
        where l.person_id = k.person_id and l.kind = 'RESTRICTION' and l.superseded_by is null
          and (l.valid_until is null or l.valid_until > current_date))"""

# A restriction may be older than the case: whoever it does not name must not see the case for a moment.
_LIMIT_OPENED = f"""
    update coordination."case" k set handling = k.handling | 1
    where k.id in (select c.id from changed c) and k.handling & 1 = 0 and exists {_LIVE_RESTRICTION};"""

OPENED = _TOUCH_CASE.format(name="touch_opened", touch=_LIMIT_OPENED + _STAND_TO.format(cases="changed"))
MOVED = _TOUCH_CASE.format(name="touch_moved", touch=_STAND_TO.format(cases="(select new.id, new.person_id)"))

_OPENING = (
    'create trigger touch_opened after insert on coordination."case" referencing new table as changed'
    " for each statement execute function directory.touch_opened()"
)
_MOVING = (
    'create trigger touch_moved after update of area_id on coordination."case" for each row'
    " when (old.area_id is distinct from new.area_id) execute function directory.touch_moved()"
)

RELIMIT = f"""
create function directory.relimit() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    update coordination."case" k
    set handling = (k.handling & 2) | (exists {_LIVE_RESTRICTION})::int
    where k.person_id in (select c.person_id from changed c);
    return null;
end $$
"""

_EVENTS = (("insert", "new"), ("update", "new"), ("update", "old"), ("delete", "old"))


def create_statements() -> list[str]:
    """The functions and triggers, in order."""
    statements = [TOUCH, RAISE, AGENDA, OPENED, MOVED, RELIMIT, _RAISING, _OPENING, _MOVING]
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
