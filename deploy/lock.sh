#!/bin/sh
# Writes the hashed locks anew from the .in files. Versions already locked are kept; UPGRADE=1 takes the newest.
#
# One lock serves Python 3.11 and 3.12 on every platform (--universal). It names no registry: yours is used.
# After it, `make test` says whether the house still stands on the new versions.
set -eu
cd "$(dirname "$0")/.."
uv=${MAPPA_VENV:-.venv}/bin/uv
[ -x "$uv" ] || uv=$(command -v uv) || { echo "uv writes the locks and was not found. Run \`make test\` first: it brings uv." >&2; exit 1; }

resolve() {
    "$uv" pip compile "deploy/requirements/$1.in" --output-file "deploy/requirements/$1.txt" \
        --universal --python-version 3.11 --generate-hashes --override deploy/requirements/override.txt \
        --no-config --no-emit-index-url --custom-compile-command "make lock" --quiet ${UPGRADE:+--upgrade}
    echo "deploy/requirements/$1.txt: $(grep -c '^[a-z].*==' "deploy/requirements/$1.txt") packages"
}

resolve runtime
resolve test # runtime.txt constrains it: what is tested is what runs
