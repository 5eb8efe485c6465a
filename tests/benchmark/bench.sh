#!/bin/sh
# Makes what the benchmark needs and runs it; its options are those of `python -m tests.benchmark`.
# Beside the environment of the tests it needs wrk (from the system's packages) and the peers (from npm).
set -eu
cd "$(dirname "$0")/../.."
venv=${MAPPA_VENV:-.venv}
here=tests/benchmark

deploy/environment.sh test
bin=$(cd "$venv/bin" && pwd)

if ! command -v wrk >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get install -y -q wrk >"$venv/wrk.log" 2>&1 || true
    fi
    command -v wrk >/dev/null || {
        echo "wrk makes the load, and is not here: install it (apt install wrk, brew install wrk), and run this again." >&2
        exit 1
    }
fi

# Cut short, it leaves no stamp, and is done again.
wanted=$(cksum <$here/package-lock.json)
if [ "$(cat $here/node_modules/.stamp 2>/dev/null)" != "$wanted" ]; then
    echo "Installing the peers from npm"
    (cd $here && PATH="$bin:$PATH" npm ci --no-audit --no-fund >/dev/null) || {
        echo "npm could not install the peers: check the network (or npm's registry setting), and run this again." >&2
        exit 1
    }
    printf '%s\n' "$wanted" >$here/node_modules/.stamp
fi

exec "$bin/python" -m tests.benchmark "$@"
