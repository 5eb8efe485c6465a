"""The law from the command line: compared across revisions of a real repository, printed, and refused where wrong."""

import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from gateway.command import revisions
from gateway.command.application import app
from gateway.command.refusal import CommandRefused
from policies.changelog import digest_of
from policies.mutation import EQUIVALENT, Score
from policies.sources import DIRECTORY
from policies.table import TABLE

LICENCE = """
# Bodies act on licence conditions too.
grant("partners.bodies-see-licence", "agency_representative", "partner", "licence", "convened", _ownership);
"""
SENTENCE = "convened to a meeting on the case, now see licence conditions."


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["policy", *words])


def git(where: Path, *words: str) -> None:
    command = ["git", "-C", str(where), "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the law at ``before``, and licence conditions for bodies in the next revision."""
    where = tmp_path / "policies" / "law"
    shutil.copytree(DIRECTORY, where)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "before")
    git(tmp_path, "tag", "before")
    with (where / "partners.polar").open("a") as file:
        file.write(LICENCE)
    git(tmp_path, "commit", "-qam", "after")
    monkeypatch.setattr(revisions, "DIRECTORY", where)
    return tmp_path


def test_two_revisions_are_compared_in_words(repository: Path) -> None:
    assert repository
    said = run("diff", "before..HEAD")
    assert said.exit_code == 0
    assert SENTENCE in said.output
    assert "New rules: partners.bodies-see-licence." in said.output
    assert "no longer see licence conditions" in run("diff", "HEAD..before").output


def test_a_revision_is_compared_with_the_working_tree(repository: Path) -> None:
    with (repository / "policies" / "law" / "partners.polar").open("a") as file:
        file.write(LICENCE.replace("licence", "orders"))
    assert "now see orders and notification requirements." in run("diff", "HEAD").output
    assert run("diff", "before..WORKING").output.count(" now see ") == 2


def test_two_directories_are_compared(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(DIRECTORY, other / "law")
    assert SENTENCE in run("diff", str(other / "law"), str(repository)).output
    assert "Every decision is the same." in run("diff", str(other / "law"), "before").output


def test_the_entry_for_the_changelog_has_the_digest_of_the_table_and_a_line_for_each_change(repository: Path) -> None:
    assert repository
    heading, blank, *lines = run("diff", "HEAD..before", "--entry").output.splitlines()
    assert heading.endswith(f", table {digest_of(TABLE.read_text('utf-8'))}")
    assert not blank
    assert [line[:2] for line in lines] == ["- ", "- "]
    assert "no longer see licence conditions." in lines[0]
    assert "- No decision changes: say here what does." in run("diff", "HEAD..HEAD", "--entry").output


@pytest.mark.parametrize(
    ("laws", "said"),
    [
        (["nowhere..HEAD"], "git knows no law by that name"),
        (["before..HEAD", "HEAD"], "names two laws"),
        (["--", "--output=x"], "git knows no law by that name"),
    ],
)
def test_a_law_that_cannot_be_found_is_refused_with_what_to_do(repository: Path, laws: list[str], said: str) -> None:
    assert repository
    refused = run("diff", *laws).exception
    assert isinstance(refused, CommandRefused)
    assert said in str(refused)


def test_outside_a_checkout_of_git_two_directories_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(CommandRefused, match=r"is in no checkout of git .*: call mappa from one, or compare two"):
        revisions.text_of("HEAD", tmp_path / "schema.graphql")


def test_a_text_that_a_revision_lacks_is_refused(repository: Path) -> None:
    with pytest.raises(CommandRefused, match=r"git has no x.txt of HEAD .*: give a revision that has"):
        revisions.text_of("HEAD", repository / "x.txt")


def test_a_law_in_other_words_is_compared_as_far_as_it_can_be(repository: Path) -> None:
    with (repository / "policies" / "law" / "police.polar").open("a") as file:
        file.write('\n# Once.\ngrant("police.x-y", "magistrate", "police", "health", "area", _ownership);\n')
    said = run("diff", "HEAD").output
    assert "Not compared, for the working tree speaks of what is no word today:" in said
    assert '"magistrate" is no role.' in said


def test_a_law_that_cannot_be_read_is_refused_with_its_line(repository: Path) -> None:
    (repository / "policies" / "law" / "police.polar").write_text("not a law")
    refused = run("diff", "HEAD").exception
    assert isinstance(refused, CommandRefused)
    assert "The law of the working tree cannot be read." in str(refused)
    assert "police.polar:1:" in str(refused)


def test_a_directory_without_a_law_and_a_folder_outside_git_are_refused(tmp_path: Path) -> None:
    for words in (["diff", str(tmp_path)], ["diff", "HEAD"]):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(revisions, "DIRECTORY", tmp_path)
            assert isinstance(run(*words).exception, CommandRefused)


@pytest.mark.usefixtures("known_law")
def test_the_page_is_printed() -> None:
    said = run("page")
    assert said.exit_code == 0
    assert said.output.startswith("<!doctype html>\n<html")
    assert said.output.endswith("</html>\n")


@pytest.mark.usefixtures("known_law")
def test_the_law_in_force_passes_its_check() -> None:
    assert "policies/CHANGELOG.md tells of it." in run("check").output


def scored(monkeypatch: pytest.MonkeyPatch, found: Score) -> Result:
    monkeypatch.setattr("gateway.command.mutated.score", lambda _: found)
    return run("mutate")


def test_the_mutation_score_is_told_with_what_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    (name, reason), *_ = EQUIVALENT.items()
    said = scored(monkeypatch, Score(101, (), (name,), ()))
    assert said.exit_code == 0
    assert said.output.startswith("100.0% of 100 mutants are caught; 1 more change nothing that anybody could see:")
    assert reason in said.output


def test_a_mutant_that_nothing_catches_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = scored(monkeypatch, Score(10, ("a.b: dropped",), (), ("c.d: dropped",))).exception
    assert isinstance(refused, CommandRefused)
    assert "a.b: dropped: nothing tells this law from the one in force." in str(refused)
    assert "c.d: dropped: it is caught, or is made no more. Take it out of EQUIVALENT" in str(refused)


WHY = ["why", "--purpose", "MANAGE_RISK", "--what", "health"]


def test_a_decision_is_explained() -> None:
    said = run(*WHY, "--who", "chair/probation", "--where", "convened")
    start = "Chairs of the probation service, convened to a meeting on the case, without clearance, see health"
    assert said.output.startswith(start)
    both = run(*WHY, "--who", "chair+lay_adviser/probation/terrorism", "--where", "convened").output
    assert "Denied by common.lay-advisers-have-no-part-in-cases" in both


@pytest.mark.parametrize(
    ("who", "where", "problem"),
    [
        ("char/police", "none", "char is no role. Use one of: police_offender_manager, "),
        ("chair", "none", " is no agency. Use one of: police, "),
        ("chair/police", "none/secret", "secret is no handling. Use one of: ordinary, "),
        ("chair/police/none/x", "none", "has 4 parts: write role/agency/clearance."),
    ],
)
def test_a_word_that_is_unknown_is_refused_with_those_that_are_known(who: str, where: str, problem: str) -> None:
    refused = run(*WHY, "--who", who, "--where", where).exception
    assert isinstance(refused, CommandRefused)
    assert problem in str(refused)
