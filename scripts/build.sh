#!/usr/bin/env bash
# Builds what has changed: the command line, the wasm, the npm package, the
# demo's register and index, the demo, the documentation. Run setup.sh first.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PWD/node_modules/.bin:$PATH"
stamps=target/built
mkdir -p "$stamps" target/demo

# make NAME OUTPUT FUNCTION SOURCE...: runs the function unless the output is
# there and no source has changed since the function last began. The stamp is
# set only when it succeeds, so that a build that broke off is done again.
# Folders count too: a file added or taken away changes them.
make() {
  local name=$1 output=$2 function=$3 stamp=$stamps/${2//\//-}
  shift 3
  if [ -e "$output" ] && [ -e "$stamp" ] && [ -z "$(find "$@" -newer "$stamp" -print -quit)" ]; then return; fi
  say "$name"
  touch "$stamp.begun"
  "$function"
  mv "$stamp.begun" "$stamp"
}

wasm() {
  # No path of this machine in what is published, and the same bytes everywhere.
  local registry="${CARGO_HOME:-$HOME/.cargo}/registry/src" library bound=target/wasm-bindgen
  library="$(rustc --print sysroot)/lib/rustlib/src/rust"
  # With its own standard library, made as small as the rest, and panics that say nothing, since nobody would hear them:
  # 7 KB less of brotli. Cargo calls this unstable, hence the variable; the compiler is the stable one.
  # Small functions are inlined more freely than for size alone: with a threshold of 205 a title and a description take about 15 %
  # less than with 80, for 5.5 KB. The standard library pays for a part of it, which gives back 2 KB where it prefers small
  # code to fast.
  RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Cllvm-args=--inline-threshold=205
    --remap-path-prefix=$registry=registry --remap-path-prefix=$library=library --remap-path-prefix=$PWD=." \
    cargo build -q --lib --locked --profile wasm --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
  rm -rf "$bound"
  wasm-bindgen target/wasm32-unknown-unknown/wasm/brandlint.wasm --target web --out-name brandlint \
    --out-dir "$bound" --remove-producers-section
  # What brotli makes of it counts, not what it weighs raw: functions stay apart where the compiler has them so, those of
  # a module beside each other (their names begin with it), code stays where it is, and runs of zeros are not cut out of
  # the data. The functions' names stay beside it, for `npm run size -- --parts`.
  node node_modules/binaryen/bin/wasm-opt -O2 --shrink-level=2 --skip-pass=memory-packing --skip-pass=code-pushing \
    --one-caller-inline-max-function-size=0 --always-inline-max-function-size=0 --flexible-inline-max-function-size=0 \
    --reorder-functions-by-name --symbolmap="$bound/functions.txt" --strip-debug --strip-producers --minify-imports-and-exports-and-modules --strip-target-features \
    "$bound/brandlint_bg.wasm" -o "$bound/brandlint_bg.wasm" >"$bound/names.json"
  node scripts/glue.mjs "$bound/brandlint.js" "$bound/names.json"
  if grep -qaF -e "$registry" -e "$library" -e "$PWD" "$bound/brandlint_bg.wasm"; then
    printf 'brandlint: the wasm holds paths of this machine\n' >&2
    return 1
  fi
  mkdir -p www/package/src/wasm
  cp "$bound"/brandlint* www/package/src/wasm/
}
package() { npm run -s build -w www/package; }
register() { node scripts/demo-register.mjs -o target/demo/register.jsonl; }
index() { target/release/brandlint build target/demo/register.jsonl -o target/demo/demo.blx; }
brands() {
  # A key of this clone's own: its demo trusts no other.
  [ -e target/demo/key.pem ] || { rm -rf target/demo/brands; target/release/brandlint keygen -o target/demo/key.pem >target/demo/key.pub; }
  target/release/brandlint publish target/demo/brands target/demo/demo.blx --key target/demo/key.pem --expires 365d
}
page() { npm run -s build -w www/demo; }
documentation() { npm run -s build -w www/site; }

say "command line"
cargo build -q --release --locked --features cli
make "wasm" www/package/src/wasm/brandlint_bg.wasm wasm src data build Cargo.toml Cargo.lock scripts/{build.sh,glue.mjs}
make "npm package" www/package/dist/index.js package www/package/{src,scripts,package.json,tsconfig.json} data/messages package-lock.json
make "demo register" target/demo/register.jsonl register scripts/{demo-register,tables}.mjs data package-lock.json
make "demo index" target/demo/demo.blx index target/demo/register.jsonl target/release/brandlint
make "demo manifest" target/demo/brands/manifest.json brands target/demo/demo.blx
make "demo page" www/demo/dist/index.html page www/demo/{src,public,index.html,bulk.html,package.json,tsconfig.json,vite.config.ts} \
  target/demo/demo.blx target/demo/brands/manifest.json "$stamps/www-package-dist-index.js" package-lock.json
# After the page, which empties the folder that both are in.
make "documentation" www/demo/dist/docs/index.html documentation www/site/{package.json,typedoc.json,generate.mjs,tsconfig.json} \
  www/site/pages/{*.md,.vitepress/config.mjs,.vitepress/theme} README.md BENCHMARKS.md docs www/package/{README.md,RECIPES.md,src} src/report.rs "$stamps/www-demo-dist-index.html"
