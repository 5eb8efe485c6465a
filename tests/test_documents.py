"""The documents say what is so: commands, files, codes, settings, personas, limits, questions and SQL are held to the code.

What can be made from the code stands between markers, as ``<!-- settings:begin (from ...) -->`` and ``:end -->``. Where
it differs, the failing test prints the text to paste.
"""

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer.main
from graphql import parse, validate
from pydantic_core import to_json

from gateway.command.application import app
from gateway.command.demo import QUESTION
from gateway.demonstration.personas import PERSONAS
from gateway.questions import Questions
from gateway.settings import Settings
from gateway.wiring import graphql_schema, registry
from policies.engine import Law
from policies.principal import PrincipalClass
from policies.vocabulary import Agency, Purpose, Role
from schema.limits import Limits
from schema.seals import seals_for
from schema.sight import Profile
from schema.transport import GraphQLRequest, RefusalCode

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "deploy/README.md",
    "docs/access-record.md",
    "docs/architecture.md",
    "docs/graphql.md",
    "docs/law.md",
)
each_document = pytest.mark.parametrize("name", DOCUMENTS)


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def between(name: str, marker: str) -> str:
    found = re.search(rf"<!-- {marker}:begin[^\n]*-->\n(.*?)<!-- {marker}:end -->", text_of(name), re.DOTALL)
    assert found, f"{name} has lost its markers {marker}:begin and {marker}:end"
    return found[1]


def assert_generated(name: str, marker: str, expected: str) -> None:
    assert between(name, marker) == expected, f"{name}: put this between the {marker} markers:\n\n{expected}"


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(name), re.DOTALL | re.MULTILINE)


# -- commands and files ------------------------------------------------------------------------------------------


def make_targets() -> dict[str, str]:
    """Each target that `make help` tells of, with what it says."""
    return dict(re.findall(r"^([a-z]+):.*?## (.*)$", text_of("Makefile"), re.MULTILINE))


def mappa_commands() -> dict[str, str]:
    """Each command by its words, with the first line of its help."""
    return dict(_commands(typer.main.get_command(app), ""))


def _commands(group: Any, words: str) -> Iterator[tuple[str, str]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{words}{name} ")
        else:
            yield f"{words}{name}", (command.help or "").splitlines()[0]


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
    named = re.findall(r"(?:[`(|/]|^    |\S )mappa ([a-z]+)(?: ([a-z]+))?", text_of(name), re.MULTILINE)
    unknown = [words for words in named if words[0] not in known and " ".join(words) not in known]
    assert unknown == []


@each_document
def test_every_option_that_a_mappa_command_is_shown_with_exists(name: str) -> None:
    group = typer.main.get_command(app)
    known = {option for command in _all_commands(group) for each in command.params for option in each.opts}
    shown = re.findall(r"mappa [a-z]+[^`\n|]*", text_of(name))
    assert {option for line in shown for option in re.findall(r"(?<= )--[a-z]+", line)} <= known


def _all_commands(group: Any) -> Iterator[Any]:
    for command in group.commands.values():
        if hasattr(command, "commands"):
            yield from _all_commands(command)
        else:
            yield command


@each_document
def test_every_link_leads_to_a_file(name: str) -> None:
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text_of(name)) if "://" not in link]
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


@each_document
def test_every_file_that_is_named_exists(name: str) -> None:
    """A name is looked for from the root, or beside the document. `OWNER` stands for any owner."""
    suffixes = "py|polar|md|toml|txt|sql|sh|graphql|yaml|in"
    named = re.findall(rf"`((?:[\w.-]+/)+[\w.-]*|[\w./-]+\.(?:{suffixes}))`", text_of(name))
    places = (ROOT, (ROOT / name).parent)
    concrete = [each for each in named if each not in WRITTEN_BY_THE_READER]
    missing = [
        each
        for each in concrete
        if not any(list(place.glob(each.strip("/").replace("OWNER", "*"))) for place in places)
    ]
    assert missing == []


WRITTEN_BY_THE_READER = {"question.graphql"}


# -- what is generated -------------------------------------------------------------------------------------------


def settings_table() -> str:
    rows = [
        f"| `MAPPA_{name.upper()}` | {default(field)} | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    ]
    return "| Variable | Default | What it is |\n| --- | --- | --- |\n" + "".join(rows)


def default(field: Any) -> str:
    """As it would be written in the environment."""
    if field.is_required():
        return "required"
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
    others = {"MAPPA_VENV", "MAPPA_PYTHON", "MAPPA_DATA"}  # of make and of the command line
    known = {f"MAPPA_{name.upper()}" for name in Settings.model_fields} | others
    named = {name for document in DOCUMENTS for name in re.findall(r"MAPPA_[A-Z_]+", text_of(document))}
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


# -- error codes -------------------------------------------------------------------------------------------------


def codes_in_the_code() -> set[tuple[str, int]]:
    """Code and status of each ``failed(status, code, ...)``, ``Refusal(status, code, ...)`` and ``{"code": ...}``."""
    sources = [path for floor in ("gateway", "schema") for path in sorted((ROOT / floor).rglob("*.py"))]
    found = set[tuple[str, int]]()
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found |= _code(node)
    return found


def _code(node: ast.AST) -> set[tuple[str, int]]:
    match node:
        case ast.Call(
            func=ast.Name(id="failed"), args=[ast.Constant(int() as status), ast.Constant(str() as code), *_]
        ):
            return {(code, status)}
        case ast.Call(func=ast.Name(id="Refusal"), args=[ast.Constant(int() as status), ast.Attribute(attr=code), *_]):
            return {(RefusalCode[code].value, status)}
        case ast.Dict(keys=[ast.Constant("code")], values=[ast.Constant(str() as code)]):
            return {(code, 400)}  # nothing was executed
    return set()


def test_the_error_codes_of_the_documents_are_those_of_the_code_with_their_statuses() -> None:
    told = re.findall(r"^\| `([A-Z_]+)` \| (\d{3}) \|", text_of("docs/graphql.md"), re.MULTILINE)
    assert {(code, int(status)) for code, status in told} == codes_in_the_code()
    assert len(told) == len(set(told))


def test_every_error_code_that_a_document_names_beside_a_status_is_one() -> None:
    named = {
        (code, int(status))
        for document in DOCUMENTS
        for status, code in re.findall(r"\b([45]\d\d)\s+`([A-Z_]+)`", text_of(document))
    }
    assert named <= codes_in_the_code()


def test_the_purposes_of_the_documents_are_those_of_the_law() -> None:
    section = text_of("docs/graphql.md").split("## Purposes")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([A-Z_]+)` \|", section, re.MULTILINE) == [purpose.name for purpose in Purpose]


def test_the_roots_of_the_documents_are_those_of_the_schema() -> None:
    section = text_of("docs/graphql.md").split("## What may be asked")[1].split("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    query = graphql_schema()._schema.query_type
    assert query is not None
    assert sorted(told) == sorted(query.fields)


# -- questions ---------------------------------------------------------------------------------------------------


def questions(name: str) -> list[str]:
    """GraphQL in blocks, in `echo '...' | mappa query`, and in the bodies that curl sends."""
    text = text_of(name)
    echoed = re.findall(r"echo '([^']+)' \| mappa query", text)
    sent = [json.loads(body)["query"] for body in re.findall(r"-d '(\{[^']+\})'", text)]
    return [*blocks(name, "graphql"), *echoed, *sent]


@each_document
def test_every_question_in_the_documents_is_valid(name: str) -> None:
    faults = [error.message for text in questions(name) for error in validate(graphql_schema()._schema, parse(text))]
    assert faults == []


def test_the_question_that_the_demonstration_prints_is_valid() -> None:
    assert [error.message for error in validate(graphql_schema()._schema, parse(QUESTION))] == []


def test_the_readme_asks_as_three_agencies() -> None:
    asked = re.findall(r"mappa query question\.graphql --as (\w+)", text_of("README.md"))
    assert asked == ["police", "prison", "probation"]


def test_the_sql_that_is_shown_is_the_sql_that_is_compiled() -> None:
    [asked], [shown] = blocks("docs/architecture.md", "graphql"), blocks("docs/architecture.md", "sql")
    kind = PrincipalClass(frozenset({Role.POLICE_OFFENDER_MANAGER}), Agency.POLICE, "police")
    sql = compiled(asked, kind)
    lines = [line for line in shown.splitlines() if not line.startswith("--")]
    assert [line for line in lines if line not in sql] == [], f"it is now:\n\n{sql}"


def compiled(text: str, kind: PrincipalClass) -> str:
    """The statement for a principal with cases, meetings and one area, to manage risk."""
    law, ask = Law.load(), Questions(graphql_schema()._schema, registry(), Limits())
    question = ask.ask(GraphQLRequest(text, variables={"reference": "MAPPA-07-000001"}), page_cap=100)
    profile = Profile(
        excluded=False,
        permitted=False,
        emergency=False,
        assigned=True,
        convened=True,
        meetings=True,
        coordinated=0,
        areas=1,
    )
    seals = seals_for(b"a secret of the tests", kind, law.version)
    return ask.compiled(question, law.permit(kind, Purpose.MANAGE_RISK), profile, seals).statement.sql


def test_another_agency_is_told_nothing_of_victims_as_the_document_says() -> None:
    [asked] = blocks("docs/architecture.md", "graphql")
    kind = PrincipalClass(frozenset({Role.PRISON_OFFENDER_MANAGER}), Agency.PRISON, "prison")
    assert '"probation"."victim_contact" b3 where false' in compiled(asked, kind)


# -- what no tracked file says -----------------------------------------------------------------------------------

# Each is written so that it does not find itself.
MACHINE = re.compile(r"(?<![\w.:-])/(?:work|root|home/\w+|Users/\w+)/")
REGISTRY = re.compile(
    r"https?://[\w.-]*(?:pypi[.]org|pythonhosted[.]org|registry[.]npmjs|registry[.]yarnpkg|[.]internal\b)"
)


def tracked() -> list[Path]:
    git = shutil.which("git")
    assert git, "install git: the documents are held to what is tracked"
    command = [git, "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


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
