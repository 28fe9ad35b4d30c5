#!/usr/bin/env bash
# npm run test:e2e -w www/demo [-- FILE...]: the tests in browsers, file by file. Browsers on a busy machine miss a beat
# now and then: a file that failed is run once more by itself, and which it was is said at the end.
set -uo pipefail
cd "$(dirname "$0")/../www/demo/e2e"
. ../../../scripts/say.sh

[ $# -gt 0 ] || set -- *.test.mjs
again=()
for file in "$@"; do
  say "$file"
  node --test "$file" && continue
  say "$file failed: once more"
  node --test "$file" || exit 1
  again+=("$file")
done
[ ${#again[@]} -eq 0 ] || say "passed at the second time only: ${again[*]}"
