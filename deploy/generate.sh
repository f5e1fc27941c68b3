#!/usr/bin/env bash
# Generates gen/go and gen/python from proto/. With --check: generates into a
# temporary folder and fails when the committed code is not the same.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v grpc_python_plugin >/dev/null || {
  echo "grpc_python_plugin is missing; install it with: deploy/install-debian.sh" >&2
  exit 1
}

if [[ ${1:-} != --check ]]; then
  rm -rf gen/go gen/python
  buf generate
  exit
fi

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
buf generate -o "$fresh"
for language in go python; do
  diff -r -q -x __pycache__ "gen/$language" "$fresh/gen/$language" || {
    echo "gen/$language is not what proto/ gives, fix with: make gen" >&2
    exit 1
  }
done
