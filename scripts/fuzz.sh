#!/usr/bin/env bash
# npm run fuzz -- [SECONDS] [TARGET...]: mutated inputs against what must never
# panic, hang for a second or outgrow its memory. Stops at the first that does.
# What is found new is kept in fuzz/corpus where KEEP=1 is set.
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
for target in "${targets[@]}"; do
  say "── fuzzing $target for $seconds s"
  corpus=fuzz/corpus/$target
  found=target/fuzz/$target
  mkdir -p "$corpus" "$found"
  [ "${KEEP:-}" = 1 ] && found=$corpus
  # No sanitizer: there is no unsafe code, and without one a stable compiler will do.
  cargo fuzz run -s none "$target" "$found" "$corpus" -- -max_total_time="$seconds" -timeout=1 -rss_limit_mb=512 \
    -max_len=2048 -print_final_stats=1 -verbosity=0 2>&1 |
    grep -vE '^ *(Compiling|Finished|Running|Fresh)' | tee target/fuzz/$target.log | grep -E 'stat::number_of_executed|average_exec|panicked|ERROR|SUMMARY|assert|error' || true
  # The pipe hides its exit code; libFuzzer says itself what it was.
  if ! grep -q 'stat::number_of_executed_units' "target/fuzz/$target.log" || grep -qE 'SUMMARY: libFuzzer|panicked at' "target/fuzz/$target.log"; then
    tail -40 "target/fuzz/$target.log"
    exit 1
  fi
done
