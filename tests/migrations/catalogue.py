"""What stands in a migrated database beside its tables: functions, views, triggers, and who may do what.

Printed into ``migrations/catalogue.txt``, where the sum of all migrations can be read, and each change of it::

    python -m tests.migrations.catalogue > migrations/catalogue.txt

The tables themselves are compared with those of the code. The months of the access record differ by the day.
"""

import shutil
import sys
from pathlib import Path

import psycopg

from gateway.demonstration.postgres import EmbeddedPostgres
from migrations.tables import schemas
from migrations.upgrade import upgrade
from tests.folders import database_folder

PRINTED = Path(__file__).parents[2] / "migrations" / "catalogue.txt"

_PARTS = (
    """select pg_get_functiondef(p.oid) from pg_proc p where p.pronamespace = any(%(ours)s::regnamespace[])""",
    """select 'create view ' || c.oid::regclass || ' as' || chr(10) || pg_get_viewdef(c.oid) from pg_class c
    where c.relkind in ('v', 'm') and c.relnamespace = any(%(ours)s::regnamespace[])""",
    """select pg_get_triggerdef(t.oid)
        || case t.tgenabled when 'O' then '' when 'A' then ' -- always' else ' -- off' end
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = any(%(ours)s::regnamespace[]) and c.relname !~ '^entry_\\d'""",
    """select format('grant %%s on %%s %%s to %%s', string_agg(distinct r.privilege, ', '), r.kind, r.name,
        case r.grantee when 0 then 'public' else r.grantee::regrole::text end)
    from (
        select a.grantee, a.privilege_type as privilege, 'schema' as kind, n.nspname as name
        from pg_namespace n cross join lateral aclexplode(n.nspacl) a
        where n.oid = any(%(ours)s::regnamespace[]) and a.grantee <> n.nspowner
        union all
        select a.grantee, a.privilege_type, 'function', p.oid::regprocedure::text
        from pg_proc p cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.pronamespace = any(%(ours)s::regnamespace[]) and a.grantee <> p.proowner
        union all
        select a.grantee, a.privilege_type, 'table', c.oid::regclass::text
        from pg_class c cross join lateral aclexplode(c.relacl) a
        where c.relnamespace = any(%(ours)s::regnamespace[]) and a.grantee <> c.relowner and c.relname !~ '^entry_\\d'
        union all
        select a.grantee, a.privilege_type, 'column', c.oid::regclass || '.' || t.attname
        from pg_class c join pg_attribute t on t.attrelid = c.oid cross join lateral aclexplode(t.attacl) a
        where c.relnamespace = any(%(ours)s::regnamespace[]) and a.grantee <> c.relowner
        union all
        select a.grantee, a.privilege_type, 'whatever is made later in', d.defaclnamespace::regnamespace::text
        from pg_default_acl d cross join lateral aclexplode(d.defaclacl) a where a.grantee <> d.defaclrole
    ) r group by r.kind, r.name, r.grantee""",
)


def catalogue(dsn: str) -> str:
    """Of the database at ``dsn``: its functions, views, triggers and rights, each sorted by name."""
    with psycopg.connect(dsn) as connection:
        connection.execute("set search_path = ''")
        parts = [connection.execute(part.encode(), {"ours": sorted(schemas())}).fetchall() for part in _PARTS]
    things = [sorted(thing.rstrip() for (thing,) in part) for part in parts]
    return "\n\n".join("\n".join(part) for part in things) + "\n"


def _print() -> None:
    folder = database_folder()
    try:
        with EmbeddedPostgres.start(folder) as server:
            dsn = server.create_database("migrated")
            upgrade(dsn)
            sys.stdout.write(catalogue(dsn))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    _print()
