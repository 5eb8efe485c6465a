"""``mappa audit``: verifying, copying and handing out the access record, and the keys of its log."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.command import sign_in
from gateway.command.moments import moment
from gateway.command.options import DATA, Data, Database, OrDatabase, PolicyFile
from gateway.command.refusal import CommandRefused

if TYPE_CHECKING:
    from gateway.audit.selection import Selection

audit_app = typer.Typer(no_args_is_help=True, help="The access record.")


_WHY = "Why: verify_lawfulness, monitor_conduct, secure_data or criminal_proceedings (DPA 2018 s.62)."
Why = Annotated[str, typer.Option("--purpose", help=_WHY)]


@audit_app.command("verify")
def audit_verify(
    data: Data = DATA,
    database: OrDatabase = None,
    policy: PolicyFile = None,
) -> None:
    """Rebuild the access record's tree from its entries and compare it with all that was published.

    Example: mappa audit verify --policy policy.txt
    """
    from gateway.command import record
    from gateway.command.database import told
    from gateway.command.log_files import policy_in

    if database is None:  # the demonstration's, which pins itself
        database, policy = sign_in.Running.of(data).audit_database, policy or data / sign_in.POLICY_FILE
    pinned = policy_in(policy) if policy else None
    with told():
        asyncio.run(record.verify(database, pinned))


@audit_app.command("reindex")
def audit_reindex(data: Data = DATA, database: OrDatabase = None) -> None:
    """Make the access record's index of subjects anew, as the owner of the tables; `mappa audit verify` says when to.

    Example: mappa audit reindex
    """
    from gateway.command import record
    from gateway.command.database import told

    with told():
        number = asyncio.run(record.reindexed(database or sign_in.Running.of(data).audit_database))
    typer.echo(f"The index of subjects was made anew: {number} rows.")


@audit_app.command("key")
def audit_key(
    name: Annotated[str, typer.Argument(help="The log's or the witness's own name, such as example.org/mappa.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write the signing key to; it must not exist yet.")],
    witness: Annotated[bool, typer.Option("--witness", help="Make a witness's key, not a log's.")] = False,
) -> None:
    """Make a signing key for the access record's log, or for a witness, and print the verifier's key to hand out.

    Example: mappa audit key example.org/mappa --out log.key
    """
    from gateway.command.log_files import new_key

    typer.echo(new_key(name, out, witness=witness))


@audit_app.command("copy")
def audit_copy(  # noqa: PLR0913 - the options of a command
    folder: Annotated[Path, typer.Argument(help="Where to; an older copy of the same log is brought up to date.")],
    *,
    purpose: Why,
    keys: Annotated[
        Path | None,
        typer.Option("--keys", help="A folder apart for what opens the entries; without it, nobody can read the copy."),
    ] = None,
    log_keys: Annotated[
        str | None,
        typer.Option(
            envvar="MAPPA_LOG_KEYS", help="The log's keys, which sign for the copy: set it as for the gateway."
        ),
    ] = None,
    policy: PolicyFile = None,
    data: Data = DATA,
    database: OrDatabase = None,
) -> None:
    """Copy the access record's log into a folder, for mappa-verify; the copying is recorded too.

    Example: mappa audit copy /mnt/access-record --keys /mnt/keys --purpose secure_data --policy policy.txt
    """
    from gateway.audit.copying import Into
    from gateway.command import record
    from gateway.command.database import told
    from gateway.command.entered import log_purpose
    from gateway.command.log_files import policy_in

    if database is None:
        from gateway.command.demo import log_keys_of

        database, policy = sign_in.Running.of(data).audit_database, policy or data / sign_in.POLICY_FILE
        log_keys = log_keys or log_keys_of(data)
    if policy is None:
        raise CommandRefused("Give --policy: whose signatures the copy's checkpoint must bear.")
    if log_keys is None:
        raise CommandRefused(
            "Set MAPPA_LOG_KEYS as for the gateway: the log's key signs for what the copy consists of."
        )
    why, into = log_purpose(purpose), Into(folder, record.signing(log_keys), keys)
    with told():
        typer.echo(asyncio.run(record.copied(database, into, policy_in(policy), why)))


Since = Annotated[datetime, typer.Option("--since", parser=moment, help="From this moment on, in UTC: 2026-11-01.")]
Until = Annotated[datetime, typer.Option("--until", parser=moment, help="Up to and without this moment, in UTC.")]
SubjectKey = Annotated[str | None, typer.Option("--subject", help="Only about this case or person, by its key.")]
UserKey = Annotated[str | None, typer.Option("--user", help="Only by this user, by their key in the directory.")]


def _selection(since: datetime, until: datetime, subject: str | None, user: str | None) -> "Selection":
    from gateway.audit.selection import Selection
    from gateway.command.export import uuid_of

    about, by = uuid_of(subject, "--subject"), uuid_of(user, "--user")
    return Selection(since.replace(tzinfo=UTC), until.replace(tzinfo=UTC), about, by)


@audit_app.command("export")
def audit_export(  # noqa: PLR0913 - the options of a command
    out: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")],
    *,
    purpose: Why,
    since: Since,
    until: Until,
    form: Annotated[str, typer.Option("--form", help="csv, ocsf or fhir (the last two: JSON, one to a line).")] = "csv",
    subject: SubjectKey = None,
    user: UserKey = None,
    data: Data = DATA,
    database: OrDatabase = None,
) -> None:
    """Export entries of the access record as CSV, OCSF or FHIR AuditEvent; the export is recorded too.

    Example: mappa audit export november.csv --purpose verify_lawfulness --since 2026-11-01 --until 2026-12-01
    """
    from gateway.audit.exports.forms import Form
    from gateway.command.database import told
    from gateway.command.entered import log_purpose
    from gateway.command.export import exported

    if form not in list(Form):
        raise CommandRefused(f"There is no form {form}: choose csv, ocsf or fhir.")
    selection = _selection(since, until, subject, user)
    with told():
        address = database or sign_in.Running.of(data).audit_database
        number = asyncio.run(exported(address, selection, log_purpose(purpose), Form(form), out))
    typer.echo(f"{number} entries exported to {out}.")


@audit_app.command("pack")
def audit_pack(  # noqa: PLR0913 - the options of a command
    folder: Annotated[Path, typer.Argument(help="The new folder to write.")],
    *,
    purpose: Why,
    since: Since,
    until: Until,
    subject: SubjectKey = None,
    user: UserKey = None,
    policy: PolicyFile = None,
    data: Data = DATA,
    database: OrDatabase = None,
) -> None:
    """Pack all accesses about one subject, or by one user, each with its proof, for the Information Commissioner.

    Example: mappa audit pack pack --purpose secure_data --user 0193a8c1-... --since 2026-01-01 --until 2026-02-01
    """
    from gateway.command.database import told
    from gateway.command.entered import log_purpose
    from gateway.command.export import Pack, packed
    from gateway.command.log_files import policy_in

    if database is None:
        database, policy = sign_in.Running.of(data).audit_database, policy or data / sign_in.POLICY_FILE
    if policy is None:
        raise CommandRefused("Give --policy: whose signatures the proofs must bear.")
    pack = Pack(folder, policy, policy_in(policy))
    with told():
        selection = _selection(since, until, subject, user)
        number = asyncio.run(packed(database, selection, log_purpose(purpose), pack))
    typer.echo(f"{number} entries packed in {folder}, each with its proof.")


@audit_app.command("retain")
def audit_retain(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be erased, and erase nothing.")] = False,
    rewrite_keys: Annotated[
        bool,
        typer.Option(
            "--rewrite-keys", help="Then leave no destroyed key in a file; nothing can be answered for that long."
        ),
    ] = False,
    data: Data = DATA,
    database: OrDatabase = None,
) -> None:
    """Erase the entries whose retention rule has run out and which nothing holds; their leaves and proofs stay.

    Example: mappa audit retain --dry-run
    """
    from gateway.command.database import told
    from gateway.command.retaining import retained

    with told():
        address = database or sign_in.Running.of(data).audit_database
        found = asyncio.run(retained(address, dry=dry_run, rewrite=rewrite_keys))
    for line in found:
        typer.echo(line)


@audit_app.command("adopt")
def audit_adopt(
    *,
    purpose: Why,
    data: Data = DATA,
    database: OrDatabase = None,
) -> None:
    """Take over the retention rules that one person proposed and another agreed to: from then on they are in force.

    Example: mappa audit adopt --purpose secure_data
    """
    from gateway.command.adopting import adopted
    from gateway.command.database import told
    from gateway.command.entered import log_purpose

    with told():
        found = asyncio.run(adopted(database or sign_in.Running.of(data).audit_database, log_purpose(purpose)))
    for line in found:
        typer.echo(line)


@audit_app.command("detect")
def audit_detect(
    *,
    purpose: Why,
    since: Since,
    until: Until,
    data: Data = DATA,
    database: OrDatabase = None,
) -> None:
    """Apply the rules to the access record of a time, and keep what they find; that it was looked through is recorded.

    Example: mappa audit detect --purpose monitor_conduct --since 2026-11-01 --until 2026-12-01
    """
    from gateway.command.database import told
    from gateway.command.detecting import detected
    from gateway.command.entered import log_purpose

    with told():
        address = database or sign_in.Running.of(data).audit_database
        stretch = since.replace(tzinfo=UTC), until.replace(tzinfo=UTC)
        found = asyncio.run(detected(address, *stretch, log_purpose(purpose)))
    for line in found:
        typer.echo(line)


@audit_app.command("restored")
def audit_restored(
    *,
    log_keys: Annotated[
        str, typer.Option(envvar="MAPPA_LOG_KEYS", help="The log's keys that gateways are to go on with.")
    ],
    database: Database,
    policy: PolicyFile = None,
    memory: Annotated[
        list[Path] | None, typer.Option("--memory", help="A replica's MAPPA_LOG_MEMORY; once for each replica.")
    ] = None,
) -> None:
    """Say after restoring a backup whether it was done in order, whether the log may go on, and what to do next.

    Example: mappa audit restored --policy policy.txt --memory /var/lib/mappa/log
    """
    from gateway.command import record
    from gateway.command.database import told
    from gateway.command.log_files import policy_in
    from gateway.command.restoring import Restored, restored

    given = Restored(record.signing(log_keys), policy_in(policy) if policy else None, memory or [])
    with told():
        found = asyncio.run(restored(database, given))
    for line in found:
        typer.echo(line)
