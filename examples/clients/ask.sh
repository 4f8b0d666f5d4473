#!/bin/sh
# Asks by words over HTTP: sh examples/clients/ask.sh "find dune" tablet
# Everything must run (npm start). Words and device go into JSON as they are: no quotes, no backslashes.
set -eu
curl --silent --show-error --fail-with-body \
  --header 'Content-Type: application/json' \
  --data "{ \"utterance\": \"${1:-find dune}\", \"context\": { \"device\": \"${2:-tablet}\" } }" \
  "${TIEBREAK_URL:-http://127.0.0.1:8080}/v1/ask"
