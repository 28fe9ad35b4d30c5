#!/usr/bin/env bash
# npm run score -- DIR: measures the command line on the evaluation in DIR,
# which has a score.py and its sets in sets/. What follows DIR goes to score.py.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=${1:?the folder of an evaluation is needed: npm run score -- DIR}
shift
cargo build -q --release --locked --features cli
exec python3 "$dir/score.py" target/release/brandlint "$dir/sets" "$@"
