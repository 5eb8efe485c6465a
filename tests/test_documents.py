"""The documents say what is so: the commands, files, settings, personas and limits they name are those that there are.

What can be made from the code stands between markers, as ``<!-- settings:begin (from ...) -->`` and ``:end -->``. Where
it differs, the failing test prints the text to paste.
"""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import typer.main
from pydantic.fields import FieldInfo
from pydantic_core import to_json
from typer.core import TyperCommand, TyperGroup

from gateway.command.application import app
from gateway.demonstration.personas import PERSONAS
from gateway.settings import Settings
from policies.engine import Law
from policies.principal import PrincipalClass
from policies.vocabulary import Purpose
from schema.limits import Limits
from tests.documents import DOCUMENTS, ROOT, assert_generated, between, each_document, text_of, tracked

# -- commands and files ------------------------------------------------------------------------------------------


def make_targets() -> dict[str, str]:
    """Each target that `make help` tells of, with what it says."""
    return dict(re.findall(r"^([a-z]+):.*?## (.*)$", text_of("Makefile"), re.MULTILINE))


def mappa_commands() -> dict[str, str]:
    """Each command by its words, with the first line of its help."""
    return {words: (command.help or "").splitlines()[0] for words, command in commands()}


def commands() -> Iterator[tuple[str, TyperCommand]]:
    """Every command of ``mappa`` with its words; each group it is in is one word more."""
    waiting = [("", typer.main.get_command(app))]
    for words, command in waiting:
        if isinstance(command, TyperGroup):
            waiting += [(f"{words} {name}", each) for name, each in command.commands.items()]
        elif isinstance(command, TyperCommand):
            yield words.strip(), command


def commands_table() -> str:
    made = [f"    {'make ' + name:<20}  {said}" for name, said in make_targets().items()]
    run = [f"    {'mappa ' + name:<20}  {said}" for name, said in mappa_commands().items()]
    return "\n".join([*made, "", *run]) + "\n"


def test_the_commands_of_the_readme_are_all_that_there_are() -> None:
    assert_generated("README.md", "commands", commands_table())


@each_document
def test_every_make_target_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"(?:`|^    |then `)(?:[A-Z_]+=\S+ )?make ([a-z]+)", text_of(name), re.MULTILINE))
    assert named <= make_targets().keys()


@each_document
def test_every_mappa_command_that_is_named_exists(name: str) -> None:
    known = mappa_commands()
    named = re.findall(r"(?:[`(]|^    |' \| |/mappa )mappa ([a-z]+)(?: ([a-z]+))?", text_of(name), re.MULTILINE)
    unknown = [words for words in named if words[0] not in known and " ".join(words) not in known]
    assert unknown == []


@each_document
def test_every_option_that_a_mappa_command_is_shown_with_exists(name: str) -> None:
    known = {option for _, command in commands() for each in command.params for option in each.opts}
    shown = re.findall(r"mappa [a-z]+[^`\n|]*", text_of(name))
    assert {option for line in shown for option in re.findall(r"(?<= )--[a-z-]+", line)} <= known


@each_document
def test_every_link_leads_to_a_file(name: str) -> None:
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text_of(name)) if "://" not in link]
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


@each_document
def test_every_file_that_is_named_exists(name: str) -> None:
    """A name is looked for from the root, or beside the document. `OWNER` and `JOURNEY` stand for any."""
    places = (ROOT, (ROOT / name).parent)
    missing = [each for each in files_named(name) if not any(_found(place, each) for place in places)]
    assert missing == []


def files_named(name: str) -> list[str]:
    """Whatever stands in backticks and begins with a folder of ours, or ends as our files do."""
    ours = {path.relative_to(ROOT).parts[0] for path in tracked()}
    quoted = re.findall(r"`([\w./*-]+)`", text_of(name))
    return [each for each in quoted if ("/" in each and each.split("/")[0] in ours) or Path(each).suffix in SUFFIXES]


SUFFIXES = {".py", ".polar", ".md", ".toml", ".txt", ".sql", ".sh", ".graphql", ".yaml", ".in"}


def _found(place: Path, name: str) -> bool:
    return any(place.glob(name.strip("/").replace("OWNER", "*").replace("JOURNEY", "*")))


# -- what is generated -------------------------------------------------------------------------------------------


def settings_table() -> str:
    rows = [
        f"| `MAPPA_{name.upper()}` | {default(field)} | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    ]
    return "| Variable | Default | What it is |\n| --- | --- | --- |\n" + "".join(rows)


def default(field: FieldInfo) -> str:
    """As it would be written in the environment."""
    if field.is_required():
        return "required"
    if isinstance(field.default, tuple):
        return f"`{','.join(field.default)}`"
    return "none" if field.default is None else f"`{to_json(field.default).decode().strip(chr(34))}`"


def test_every_setting_is_explained_once_as_the_model_says() -> None:
    assert_generated("deploy/README.md", "settings", settings_table())


def test_a_default_that_is_shown_can_be_set_as_it_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = re.findall(r"^\| `(\w+)` \| `(.*?)` \|", between("deploy/README.md", "settings"), re.MULTILINE)
    for name, field in Settings.model_fields.items():
        if field.is_required():
            monkeypatch.setenv(f"MAPPA_{name.upper()}", "x" * 32)
    for variable, value in shown:
        monkeypatch.setenv(variable, value)
    set_so = Settings()
    optional = {name: each.default for name, each in Settings.model_fields.items() if not each.is_required()}
    assert {name: getattr(set_so, name) for name in optional} == optional


def test_every_setting_that_is_named_exists() -> None:
    # Of make, the command line and the tests.
    others = {"MAPPA_VENV", "MAPPA_PYTHON", "MAPPA_DATA", "MAPPA_POSTGRES", "MAPPA_SCREENSHOTS"}
    known = {f"MAPPA_{name.upper()}" for name in Settings.model_fields} | others
    named = {name for document in DOCUMENTS for name in re.findall(r"(?<![A-Z_])MAPPA_[A-Z_]+", text_of(document))}
    assert named <= known


def personas_table() -> str:
    law = Law.load()
    rows = []
    for persona in PERSONAS:
        open_to = law.purposes(PrincipalClass(persona.roles, persona.agency, persona.owner, persona.clearance))
        purposes = ", ".join(f"`{purpose.name}`" for purpose in Purpose if purpose in open_to)
        roles = ", ".join(sorted(role.replace("_", " ") for role in persona.roles))
        rows.append(f"| `{persona.name}` | {persona.display_name} | {roles} | {purposes} |\n")
    return "".join(rows)


def test_every_persona_is_in_the_readme_with_the_purposes_open_to_it() -> None:
    assert_generated("README.md", "personas", personas_table())


LIMITS_IN_WORDS = {
    "body_bytes": "bytes of the body; over it, `REQUEST_TOO_LARGE`",
    "characters": "characters of the document",
    "tokens": "tokens of the document",
    "comments": "comments in the document",
    "depth": "levels of fields",
    "aliases": "aliases",
    "root_fields": "fields at the root",
    "directives": "directives",
    "fields": "fields, with fragments spread",
    "cost": "cost",
    "page": "rows of a page",
    "list_items": "items of a list in a variable",
    "input_depth": "levels of a variable",
}


def test_every_limit_is_in_the_documents_with_its_number() -> None:
    standing = Limits()
    rows = [f"| {LIMITS_IN_WORDS[each.name]} | {getattr(standing, each.name):,} |\n" for each in fields(Limits)]
    assert_generated("docs/graphql.md", "limits", "".join(rows))


# -- what no tracked file says -----------------------------------------------------------------------------------

# Each is written so that it does not find itself.
MACHINE = re.compile(r"(?<![\w.:-])/(?:work|root|home/\w+|Users/\w+)/")
REGISTRY = re.compile(
    r"https?://[\w.-]*(?:pypi[.]org|pythonhosted[.]org|registry[.]npmjs|registry[.]yarnpkg|[.]internal\b)"
)


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1)
        if MACHINE.search(line) or REGISTRY.search(line)
    ]
    assert found == []


def test_every_document_is_tested() -> None:
    mine = {path.relative_to(ROOT).as_posix() for path in tracked() if path.suffix == ".md"}
    assert mine <= set(DOCUMENTS)
