#!/bin/bash
# Every check and every test, in order, after making the environment for them.
#
#     deploy/check.sh           all; pytest's summary is the last thing said, its exit code ours
#     deploy/check.sh gates     all but the tests
#
# A gate that fails prints its remedy and the next is still run, so that one run shows everything that is wrong;
# the failed gates are said again in pytest's summary (tests/conftest.py) and the run fails.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
deploy/environment.sh test || exit 1

bin=$(cd "${MAPPA_VENV:-.venv}/bin" && pwd)
export PATH="$bin:$PATH"
unset PYTHONDONTWRITEBYTECODE # the tests start dozens of processes: what they load is compiled once for all
packages=(policies agencies schema gateway migrations)
failed=()

gate() { # name, remedy, command
    local name=$1 remedy=$2 output
    shift 2
    if output=$("$@" 2>&1); then
        printf '\033[32m✓\033[0m %s\n' "$name"
    else
        printf '%s\n\033[31m✗ %s\033[0m\n  Remedy: %s\n' "$output" "$name" "$remedy"
        failed+=("$name")
    fi
}

# Checking the types takes half of all the time: it runs beside the others, and is told among them.
told() { cat "$2"; return "$1"; } # what was said by a gate that ended before, with this code
types=$(mktemp)
trap 'rm -f "$types"' EXIT
mypy --strict "${packages[@]}" tests >"$types" 2>&1 &
checking=$!

gate "lint" "run \`ruff check --fix\` and mend what is left; an exception carries its reason." ruff check .
gate "format" "run \`ruff format\`." ruff format --check .
gate "floors" "imports run down only; when a floor needs something above it, the floor below owns the interface." \
    lint-imports
gate "printed schema" "run \`mappa schema print > schema/schema.graphql\` and read the difference before committing." \
    mappa schema check
gate "printed policy" "run \`mappa policy table > policies/table.txt\`, and tell of it in policies/CHANGELOG.md." \
    mappa policy check

gate "migrations" "give yours the number after the last, and name that as its down_revision: they are one chain." \
    python -W error -c 'import sys
from alembic.script import ScriptDirectory
from migrations.upgrade import configuration
heads = ScriptDirectory.from_config(configuration()).get_heads()
sys.exit(f"the migrations end in {len(heads)}: {heads}" if len(heads) != 1 else None)'

wait $checking
gate "types" "give each name its type; an ignore carries its code and its reason." told $? "$types"

joined=$(IFS=,; echo "${failed[*]-}")
if [ "${1:-}" = gates ]; then [ -z "$joined" ]; exit; fi

# Two at a time, a file to one of them, in the order of tests/order.py: each of the two has a PostgreSQL for itself.
MAPPA_FAILED_GATES=$joined pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term --cov-fail-under=95
code=$?
if [ $code -eq 0 ] && [ -n "$joined" ]; then code=1; fi
exit $code
