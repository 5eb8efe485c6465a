#!/bin/sh
# Deletes the demonstration's data; first stops a PostgreSQL that a killed demonstration left running on it.
#
# It deletes a folder only when it holds a server of the demonstration and nothing that is not the demonstration's: a
# mistyped folder must not cost somebody their files. An empty folder is nobody's to delete either.
set -eu
cd "$(dirname "$0")/.."
data=$1
python=${MAPPA_VENV:-.venv}/bin/python

is_server() { [ -f "$1/cluster/PG_VERSION" ] && [ -f "$1/password" ] && [ -f "$1/lock" ]; }

refuse() {
    echo "$data was left alone: $1. Name the demonstration's folder (make reset MAPPA_DATA=FOLDER), or delete it yourself." >&2
    exit 1
}

if [ ! -e "$data" ]; then echo "There is no data at $data: nothing to reset."; exit 0; fi
is_server "$data/postgres" || is_server "$data" || refuse "it does not hold the demonstration's data"
for entry in $(ls -A "$data" | tr ' ' '?'); do
    case $entry in
        # what a demonstration keeps: the server's folder or its contents, the identity provider's keepsakes, the log's memory
        postgres | cluster | cluster.new | password | lock | identity-signing-key.json | identity-client-secrets.json) ;;
        demonstration.json | gateway-secrets.json | log | log-policy.txt | witnesses) ;;
        *) refuse "$entry in it is not the demonstration's" ;;
    esac
done
if [ -x "$python" ]; then "$python" -m gateway.demonstration.postgres "$data"; fi
rm -rf -- "$data"
echo "Deleted $data. \`make run\` starts afresh."
