#!/usr/bin/env bash
# npm run eval: the table of disguises over all marks of the demo index.
# npm run eval -- NAME lists what is missed of one disguise.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh
bash scripts/build.sh
BRANDLINT_EVAL=${1:-full} exec cargo test -q --release --locked --test evaluation -- --nocapture
