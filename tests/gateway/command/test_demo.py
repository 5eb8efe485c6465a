"""``mappa demo`` as a newcomer runs it: what it prints, that it works when pasted, and that it ends cleanly."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psutil
import psycopg
import pytest

from gateway.demonstration.personas import PERSONAS
from gateway.demonstration.postgres import stop_servers_below
from tests.documents import blocks
from tests.folders import database_folder
from tests.gateway.loopback import two_free_ports
from tests.gateway.served import until

ROOT = Path(__file__).parents[3]
MAPPA = Path(sys.executable).with_name("mappa")


@dataclass(frozen=True, slots=True)
class Demo:
    """A demonstration that runs."""

    process: subprocess.Popen[bytes]
    data: Path
    port: int
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text()

    def postgres(self) -> psutil.Process:
        """Its database server."""
        pid = (self.data / "postgres/cluster/postmaster.pid").read_text().split()[0]
        return psutil.Process(int(pid))

    def witnesses(self) -> dict[str, psutil.Process]:
        """Its witnesses that run, by their agency."""
        below = [each for each in psutil.Process(self.process.pid).children() if not has_ended(each)]
        keys = {each: re.search(r"witnesses/(\w+)/witness\.key", " ".join(each.cmdline())) for each in below}
        return {key[1]: each for each, key in keys.items() if key}

    def end(self) -> int:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


def has_ended(process: psutil.Process) -> bool:
    """Gone, or dead and not yet reaped by whoever inherited it."""
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


@contextmanager
def demonstration(data: Path, port: int) -> Iterator[Demo]:
    """Run it until it says that it is ready; what is left of it in the end is stopped."""
    log = data.with_suffix(".log")
    command = [str(MAPPA), "demo", "--data", str(data), "--port", str(port), "--cases", "200"]
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
    try:
        until(lambda: "Ctrl-C" in log.read_text() or process.poll() is not None, seconds=90)
        yield Demo(process, data, port, log)
    finally:
        process.kill()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    folder = database_folder("mappa demo ")
    yield folder / "data"
    stop_servers_below(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def first(data: Path) -> Iterator[Demo]:
    with demonstration(data, two_free_ports()) as running:
        yield running


def pasted(command: str) -> subprocess.CompletedProcess[str]:
    """A printed command, run by a shell at the top of the project with our environment in place of its own."""
    ours = command.replace(".venv/bin/mappa", f"'{MAPPA}'")
    return subprocess.run(["/bin/bash", "-c", ours], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_it_prints_the_address_the_sign_ins_and_what_to_paste(first: Demo) -> None:
    assert f"http://127.0.0.1:{first.port}/graphql" in first.said
    for persona in PERSONAS:
        assert re.search(rf"^  {persona.name} +{persona.display_name} ", first.said, re.MULTILINE)
    assert len(re.findall(r"^  \.venv/bin/mappa query ", first.said, re.MULTILINE)) == 3


def test_the_printed_commands_ask_the_same_and_get_three_answers(first: Demo) -> None:
    commands = re.findall(r"^  (\.venv/bin/mappa query .*)$", first.said, re.MULTILINE)
    answers = [pasted(command) for command in commands]
    assert [answer.returncode for answer in answers] == [0, 0, 0], answers
    cases = [json.loads(answer.stdout)["data"]["case"] for answer in answers]
    assert [case["reference"] for case in cases] == ["MAPPA-07-000001"] * 3
    assert len({answer.stdout for answer in answers}) == 3
    police, prison, probation = cases
    assert police["intelligence"]["nodes"] != []
    assert police["securityReports"]["nodes"] == []
    assert (prison["intelligence"]["nodes"], prison["victims"]["nodes"]) == ([], [])
    assert prison["securityReports"]["nodes"] != []
    assert (probation["intelligence"]["nodes"], probation["securityReports"]["nodes"]) == ([], [])


def test_what_was_asked_is_on_record_and_the_printed_command_verifies_it(first: Demo) -> None:
    (command,) = re.findall(r"^  (\.venv/bin/mappa audit verify.*)$", first.said, re.MULTILINE)
    verified = pasted(command)
    assert verified.returncode == 0, verified
    assert re.match(r"\d+ entries in a tree of \d+", verified.stdout)


def test_the_commands_of_the_document_verify_a_receipt_and_a_copy(first: Demo, tmp_path: Path) -> None:
    """As they stand in docs/audit.md, but for where the demonstration is."""
    commands = "\n".join(blocks("docs/audit.md", "bash"))
    where = f"gateway=http://127.0.0.1:{first.port} data='{first.data}'"
    commands = re.sub(r"^gateway=.*$", where, commands, count=1, flags=re.MULTILINE)
    commands = commands.replace("$data", '"$data"')
    environment = {**os.environ, "PATH": f"{MAPPA.parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["/bin/bash", "-euc", commands],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done
    assert re.search(r"^Entry [0-9a-f-]{36}, recorded at ", done.stdout, re.MULTILINE)
    assert len(re.findall(r"^Witness (?:police|prison|probation) saw it at ", done.stdout, re.MULTILINE)) >= 2
    assert "It is the log demonstration.mappa.invalid/access-record whole" in done.stdout


def test_a_token_of_its_own_lets_in_and_one_of_several_roles_is_acted_in(first: Demo) -> None:
    printed = pasted(f".venv/bin/mappa token --as senior --purpose MANAGE_RISK --role CHAIR --data '{first.data}'")
    told = [line.removeprefix("Send it with the header ").split(": ") for line in printed.stderr.splitlines()]
    assert told == [["Purpose-Of-Use", "MANAGE_RISK"], ["Acting-Role", "CHAIR"]]
    headers = {"authorization": f"Bearer {printed.stdout.strip()}", **dict(told)}
    url = f"http://127.0.0.1:{first.port}/graphql"
    reply = httpx2.post(url, json={"query": "{ viewer { name roles } }"}, headers=headers, trust_env=False)
    viewer = {"name": "Philippa Thorncastle", "roles": ["CHAIR"]}
    assert reply.json() == {"data": {"viewer": viewer}}
    question = "echo '{ viewer { name roles } }' | .venv/bin/mappa query - --as senior --role CHAIR"
    asked = pasted(f"{question} --data '{first.data}'")
    assert json.loads(asked.stdout) == {"data": {"viewer": viewer}}


def test_a_role_that_a_persona_does_not_hold_is_refused_with_those_that_they_do(first: Demo) -> None:
    printed = pasted(f".venv/bin/mappa token --as senior --role AUDITOR --data '{first.data}'")
    assert (printed.returncode, printed.stdout) == (1, "")
    held = "CHAIR, SENIOR_PROBATION_OFFICER"
    assert printed.stderr == f"senior does not hold AUDITOR: state one of {held}.\n"


def test_a_persona_that_there_is_not_is_told_those_that_there_are(first: Demo) -> None:
    printed = pasted(f".venv/bin/mappa token --as nobody --data '{first.data}'")
    assert printed.returncode == 1
    assert printed.stderr.startswith("State persona as one of: police, prison, probation, ")


def test_a_question_that_is_none_is_answered_by_its_errors_and_a_failing_exit_code(first: Demo) -> None:
    asked = pasted(f"echo '{{ nothing }}' | .venv/bin/mappa query - --as police --data '{first.data}'")
    assert asked.returncode == 1
    assert json.loads(asked.stdout)["errors"][0]["message"] == "Cannot query field 'nothing' on type 'Query'."


def test_it_says_that_it_is_alive_and_ready_and_when_it_is_not(first: Demo) -> None:
    address = f"http://127.0.0.1:{first.port}"
    assert httpx2.get(f"{address}/healthz", trust_env=False).json() == {"status": "alive"}
    assert httpx2.get(f"{address}/readyz", trust_env=False).status_code == 200
    kept = json.loads((first.data / "demonstration.json").read_text())
    with psycopg.connect(kept["audit_database"], autocommit=True) as connection:
        connection.execute("revoke insert on audit.entry from mappa_gateway, mappa_reader")
        until(lambda: httpx2.get(f"{address}/readyz", trust_env=False).status_code == 503)
        connection.execute("grant insert on audit.entry to mappa_gateway, mappa_reader")
        until(lambda: httpx2.get(f"{address}/readyz", trust_env=False).status_code == 200)


def cosigned(demo: Demo) -> set[str]:
    """The agencies whose witnesses put their signature under the newest checkpoint. Asking makes the next one."""
    question = "{ checkpoints(first: 1) { nodes { cosigned } } }"
    asked = pasted(f"echo '{question}' | .venv/bin/mappa query - --as police --data '{demo.data}'")
    newest = json.loads(asked.stdout)["data"]["checkpoints"]["nodes"]  # none before the log has signed at all
    return {name.partition(".")[0] for each in newest for name in each["cosigned"]}


def readiness(demo: Demo) -> tuple[int, str]:
    """The status of /readyz, and what it says of the witnesses."""
    told = httpx2.get(f"http://127.0.0.1:{demo.port}/readyz", trust_env=False)
    return told.status_code, told.json().get("witnesses", "")


def test_each_witness_is_a_process_and_the_quorum_stands_without_one_and_lacks_two(first: Demo) -> None:
    running = first.witnesses()
    assert set(running) == {"police", "prison", "probation"}
    running["prison"].kill()
    until(lambda: cosigned(first) == {"police", "probation"})
    assert re.search(r"access_record\.not_cosigned\b.*prison", first.said)
    assert readiness(first) == (200, "works")
    running["police"].kill()
    until(lambda: cosigned(first) == {"probation"})
    status, told = readiness(first)
    assert status == 200
    assert re.match("are lacking: .*police.*prison", told)


def test_a_busy_port_and_a_folder_in_use_are_each_one_sentence(first: Demo, data: Path) -> None:
    with demonstration(data.with_name("other"), first.port) as refused:
        assert refused.process.wait(timeout=30) == 1
    assert f"Port {first.port} on 127.0.0.1 cannot be had" in refused.said
    assert "Traceback" not in refused.said
    with demonstration(data, two_free_ports()) as refused:
        assert refused.process.wait(timeout=30) == 1
    assert "Another demonstration is running on" in refused.said
    assert "Traceback" not in refused.said


def test_ctrl_c_stops_everything_a_second_start_keeps_the_data_and_a_kill_leaves_no_witness(
    data: Path, first: Demo
) -> None:
    server, witnesses = first.postgres(), list(first.witnesses().values())
    assert first.end() == 0
    assert has_ended(server)
    assert all(map(has_ended, witnesses))
    assert "Stopped. The data is kept" in first.said
    with demonstration(data, two_free_ports()) as second:
        assert "Loading" not in second.said
        asked = pasted(re.findall(r"^  (\.venv/bin/mappa query .*)$", second.said, re.MULTILINE)[0])
        assert json.loads(asked.stdout)["data"]["case"]["reference"] == "MAPPA-07-000001"
        witnesses = list(second.witnesses().values())
        assert len(witnesses) == 3
        second.process.kill()
        assert until(lambda: all(map(has_ended, witnesses)))


def test_the_secrets_it_keeps_are_the_owner_s_alone(data: Path) -> None:
    for name in ("gateway-secrets.json", "demonstration.json", "identity-signing-key.json"):
        assert oct((data / name).stat().st_mode & 0o777) == "0o600"
    assert data.stat().st_mode & 0o066 == 0


def reset(data: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MAPPA_VENV": sys.prefix}
    command = [str(ROOT / "deploy/reset.sh"), str(data)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_reset_deletes_what_a_demonstration_keeps_and_nothing_else(data: Path) -> None:
    """After all that was begun above; what was killed left its database running."""
    (data / "notes.txt").touch()
    assert (reset(data).returncode, (data / "postgres").is_dir()) == (1, True)
    (data / "notes.txt").unlink()
    done = reset(data)
    assert (done.returncode, data.exists()) == (0, False), done
