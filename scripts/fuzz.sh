#!/usr/bin/env bash
# npm run fuzz -- [SECONDS] [TARGET...]: mutated inputs against what must never
# panic, outgrow its memory or take a second. Stops at the first that does.
# KEEP=1 keeps what is found new in fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
seconds=${1:-20}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(segment manifest listings folding)
if ! cargo fuzz --version >/dev/null 2>&1; then
  say "building cargo-fuzz (half a minute, once)"
  cargo install -q --locked cargo-fuzz --version 0.13.2
fi
# No sanitizer: there is no unsafe code, and without one a stable compiler will do.
say "building the fuzz targets (some minutes, once)"
cargo fuzz build -s none >/dev/null 2>&1 || cargo fuzz build -s none
for target in "${targets[@]}"; do
  say "── fuzzing $target for $seconds s"
  program=fuzz/target/$(rustc -vV | sed -n 's/^host: //p')/release/$target
  artifacts=target/fuzz/artifacts/$target/ log=target/fuzz/$target.log new=target/fuzz/$target
  [ "${KEEP:-}" = 1 ] && new=fuzz/corpus/$target
  rm -rf "$artifacts"
  mkdir -p "$artifacts" "$new" "fuzz/corpus/$target"
  # The time of an input is measured by the clock on the wall: on a busy machine it says little until it is run again.
  if ! "$program" "$new" "fuzz/corpus/$target" -max_total_time="$seconds" -timeout=20 -report_slow_units=1 -rss_limit_mb=512 \
    -max_len=2048 -print_final_stats=1 -artifact_prefix="$artifacts" >"$log" 2>&1; then
    tail -40 "$log"
    exit 1
  fi
  sed -n 's/^stat::number_of_executed_units: */  inputs: /p' "$log"
  for slow in "$artifacts"slow-unit-*; do
    [ -e "$slow" ] || continue
    took=$("$program" "$slow" 2>&1 | sed -n 's/^Executed .* in \([0-9]*\) ms$/\1/p')
    if [ "${took:-1000}" -ge 1000 ]; then
      printf 'brandlint: %s takes %s ms\n' "$slow" "$took" >&2
      exit 1
    fi
  done
done
