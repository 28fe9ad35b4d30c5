#!/usr/bin/env bash
# npm start: from a clone to the running demo.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh
bash scripts/build.sh
exec npm run -s serve -w www/demo
