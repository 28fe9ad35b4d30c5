#!/usr/bin/env bash
# Builds what has changed: the command line, the wasm, the npm package, the
# demo's register and index, the demo. Run setup.sh first.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PWD/node_modules/.bin:$PATH"

# newer TARGET SOURCE...: whether the target is missing or older than a source.
newer() {
  local target=$1
  shift
  [ ! -e "$target" ] || [ -n "$(find "$@" -newer "$target" -type f -print -quit)" ]
}

say "command line"
cargo build -q --release --locked --features cli

wasm=www/package/src/wasm/brandlint_bg.wasm
if newer "$wasm" src data build.rs Cargo.toml Cargo.lock scripts/build.sh; then
  say "wasm"
  # No path of this machine in what is published, and the same bytes everywhere.
  registry="${CARGO_HOME:-$HOME/.cargo}/registry/src"
  RUSTFLAGS="--remap-path-prefix=$registry=registry --remap-path-prefix=$PWD=." \
    cargo build -q --lib --locked --profile wasm --target wasm32-unknown-unknown
  wasm-bindgen target/wasm32-unknown-unknown/wasm/brandlint.wasm --target web --out-name brandlint \
    --out-dir www/package/src/wasm --remove-name-section --remove-producers-section
  node node_modules/binaryen/bin/wasm-opt -Oz --strip-debug --strip-producers --strip-target-features "$wasm" -o "$wasm"
fi

package=www/package/dist/index.js
if newer "$package" www/package/src www/package/scripts www/package/package.json; then
  say "npm package"
  npm run -s build -w www/package
  touch "$package"
fi

register=target/demo/register.jsonl
if newer "$register" scripts/demo-register.mjs scripts/tables.mjs data/nice-classes.tsv package-lock.json; then
  say "demo register"
  mkdir -p target/demo
  node scripts/demo-register.mjs -o "$register"
fi
if newer target/demo/demo.blx "$register" target/release/brandlint; then
  say "demo index"
  target/release/brandlint build "$register" -o target/demo/demo.blx
fi

page=www/demo/dist/index.html
if newer "$page" www/demo/src www/demo/index.html www/demo/package.json www/demo/vite.config.* target/demo/demo.blx "$package"; then
  say "demo page"
  npm run -s build -w www/demo
  touch "$page"
fi
