#!/bin/sh
# Resolves an example over HTTP: sh examples/clients/resolve.sh
# The aggregator must run (npm start). A data line is a legal request: unknown fields such as its id are ignored.
set -eu
cd "$(dirname "$0")/.."
head -n 1 play-mary-poppins.jsonl |
  curl --silent --show-error --fail-with-body \
    --header 'Content-Type: application/json' --data-binary @- \
    "${TIEBREAK_URL:-http://127.0.0.1:8080}/v1/resolve"
