#!/bin/sh
# What pip cannot install, on Debian and Ubuntu: `system.sh python` for make setup, `system.sh tests` for make test.
# Installs what is missing when run by root; else names it.
set -eu

missing() { # PACKAGE… : install, or say how to
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $*" >&2
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
    else
        echo "Missing: $*. Install it first: sudo apt install $*" >&2
        return 1
    fi
}

python() {
    python="${PYTHON:-python3}"
    command -v "$python" >/dev/null || missing python3 python3-venv
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "Vejviser needs Python 3.11 or newer; $python is $("$python" -V). Name another: make setup PYTHON=python3.12" >&2
        return 1
    }
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        missing "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
}

tests() { # without them some tests are skipped, but not in CI
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing postgresql || true
    PATH=".venv/bin:$PATH" command -v chromium >/dev/null && return
    if [ "$(id -u)" = 0 ] && ! apt-cache show chromium >/dev/null 2>&1 && apt-get update -qq &&
        ! apt-cache show chromium >/dev/null 2>&1; then
        .venv/bin/playwright install --with-deps chromium # Ubuntu has Chromium only as a snap
        ln -sf "$(.venv/bin/python -c 'from playwright.sync_api import sync_playwright
with sync_playwright() as playwright: print(playwright.chromium.executable_path)')" .venv/bin/chromium
    else
        missing chromium || true
    fi
}

cd "$(dirname "$0")/.."
"$1"
