#!/usr/bin/env bash
# Installs, on Debian or Ubuntu, what the project uses beside Go, git and make:
# a C compiler for the race detector, protoc with its Python plugins for `make gen`
# and `make check`, Python's grpc for the example client, xmllint for the bank files.
set -euo pipefail

packages=(gcc libc6-dev libxml2-utils protobuf-compiler protobuf-compiler-grpc python3 python3-grpcio python3-protobuf)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
as_root=()
[[ $(id -u) -eq 0 ]] || as_root=(sudo)
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
