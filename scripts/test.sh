#!/usr/bin/env bash
# npm test: everything, the quickest first; stops at the first failure.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh
. scripts/say.sh
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PWD/node_modules/.bin:$PATH"
export CHROME_PATH="${CHROME_PATH:-/usr/bin/chromium}" CHROMEDRIVER="${CHROMEDRIVER:-/usr/bin/chromedriver}"

passed=0
summary=()
step() {
  local name=$1 begun=$SECONDS
  shift
  say "── $name"
  if ! "$@"; then
    summary+=("$(printf '%5ds  %s: failed' $((SECONDS - begun)) "$name")")
    printf '\n'
    printf '%s\n' "${summary[@]}"
    printf '%d passed, 1 failed\n' "$passed"
    exit 1
  fi
  passed=$((passed + 1))
  summary+=("$(printf '%5ds  %s' $((SECONDS - begun)) "$name")")
}

# wasm_tests BROWSER DRIVER VARIABLE COMMAND...: the wasm tests in a browser whose driver the variable names, if it is here.
wasm_tests() {
  local browser=$1 driver=$2 variable=$3
  shift 3
  if command -v "$driver" >/dev/null && command -v "$1" >/dev/null; then
    step "wasm tests in $browser" env -u CHROMEDRIVER "$variable=$(command -v "$driver")" timeout 300 "$@" test --locked --target wasm32-unknown-unknown --test web
  else
    summary+=("skipped: wasm tests in $browser, for want of $driver")
    say "${summary[-1]}"
  fi
}

step "format" cargo fmt --check
step "format of the native benchmark" cargo fmt --check --manifest-path benches/native/Cargo.toml
step "lints, native" cargo clippy -q --locked --all-targets --features cli -- -D warnings
step "lints, wasm" cargo clippy -q --locked --lib --test web --target wasm32-unknown-unknown -- -D warnings
step "native tests" cargo test -q --locked --features cli
step "tables, registers, reports" node --test scripts/ benches/
# Compiled first, so that the time limit is for a browser that hangs.
step "wasm tests, compiled" cargo build -q --locked --target wasm32-unknown-unknown --test web
step "wasm tests in Chromium" timeout 300 wasm-pack test --headless --chrome --chromedriver "$CHROMEDRIVER" -- --locked --test web
wasm_tests Firefox "${GECKODRIVER:-geckodriver}" GECKODRIVER cargo
# Without a screen it would wait for one for ever.
wasm_tests WebKit "${SAFARIDRIVER:-/usr/bin/WebKitWebDriver}" SAFARIDRIVER xvfb-run -a cargo
step "build" bash scripts/build.sh
step "sizes" node scripts/size.mjs
step "costs" node scripts/cost.mjs
step "npm package in Node" npm test -s -w www/package
step "end to end in Chromium, Firefox and WebKit" npm run -s test:e2e -w www/demo

printf '\n'
printf '%s\n' "${summary[@]}"
printf '%d passed, 0 failed\n' "$passed"
