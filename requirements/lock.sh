#!/bin/sh
# Locks every dependency group of pyproject.toml with hashes and without addresses. Needs uv; run after changing a group.
set -eu
cd "$(dirname "$0")/.."
lock() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header "$@"; }
lock pyproject.toml --group build --output-file requirements/core.txt
lock --group dev --constraints requirements/core.txt --output-file requirements/dev.txt
