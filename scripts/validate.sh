#!/bin/sh
# Has Rasa check domain, training data and rules against each other. Its long report is shown only where it finds something wrong:
# it warns of every response that an action says, because it looks for responses in rules and stories alone.
set -eu
cd "$(dirname "$0")/.."
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 TF_CPP_MIN_LOG_LEVEL=3 RASA_TELEMETRY_ENABLED=false PYTHONWARNINGS=ignore
report=$(mktemp)
trap 'rm -f "$report"' EXIT
if bot/.venv/bin/python -m rasa data validate --fail-on-warnings --domain domain.yml --config config.yml --data data/nlu data/rules >"$report" 2>&1; then
    echo "rasa data validate: nothing wrong"
else
    grep -v "is not used in any story or rule" "$report" >&2
    echo "rasa data validate: see above" >&2
    exit 1
fi
