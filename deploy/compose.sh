#!/usr/bin/env bash
# Runs docker compose, v2 or 1.29, on deploy/compose.yaml.
#   compose.sh answers      exits 0 when an engine and a compose tool answer
#   compose.sh up | down    what `make up` and `make down` do; `down --volumes` forgets the data
#   compose.sh …            anything else is handed to compose as it is
set -euo pipefail
cd "$(dirname "$0")/.."
export COMPOSE_PROJECT_NAME=${COMPOSE_PROJECT_NAME:-assistmed}

compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose -f deploy/compose.yaml "$@"
  else
    docker-compose -f deploy/compose.yaml "$@"
  fi
}

profile=()
if [[ -n ${TRACE:-} ]]; then
  profile=(--profile trace)
  export OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317
fi

case ${1:-} in
answers)
  docker info >/dev/null 2>&1 || exit 1
  docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null
  ;;
up)
  compose "${profile[@]}" up --build --detach
  compose ps
  echo
  echo "eligibility 127.0.0.1:${ELIGIBILITY_PORT:-7101}, contract 127.0.0.1:${CONTRACT_PORT:-7102}, payment 127.0.0.1:${PAYMENT_PORT:-7103}"
  [[ -z ${TRACE:-} ]] || echo "traces: http://127.0.0.1:16686"
  ;;
down)
  # Both profiles, so that a collector started with TRACE=1 goes too.
  compose --profile trace down "${@:2}"
  ;;
*)
  compose "$@"
  ;;
esac
