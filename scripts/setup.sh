#!/usr/bin/env bash
# Brings a machine with rustup and Node 20+ to where it can build, serve and
# test. Installs only what is missing, says what, and does nothing twice.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

missing() { printf 'brandlint: %s\n' "$*" >&2; exit 1; }

node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' || missing "Node 20.19 or newer is needed, this is $(node -v)"
command -v cargo >/dev/null || missing "Rust is needed: install it with rustup (https://rustup.rs)"

# The wasm is built so (see build.sh).
RUSTC_BOOTSTRAP=1 rustc -Zunstable-options -Cpanic=immediate-abort --print cfg >/dev/null 2>&1 || missing "Rust 1.92 or newer is needed, this is $(rustc --version); update it with \`rustup update\`"

# System packages: a C linker for Rust, Chromium and its driver and Firefox for the browser tests, valgrind to count instructions.
packages=()
command -v cc >/dev/null || packages+=(build-essential)
[ -x "${CHROME_PATH:-/usr/bin/chromium}" ] || packages+=(chromium)
[ -x "${CHROMEDRIVER:-/usr/bin/chromedriver}" ] || packages+=(chromium-driver)
[ -x "${FIREFOX_PATH:-/usr/bin/firefox-esr}" ] || packages+=(firefox-esr)
# What can be done without: the check of costs says that it is skipped.
if ! command -v valgrind >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then packages+=(valgrind); fi
if ((${#packages[@]})); then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    say "installing ${packages[*]} (Debian packages)"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
  else
    missing "needed and not here: ${packages[*]}. Install them (Debian: as root, apt-get install ${packages[*]}), or point CHROME_PATH, CHROMEDRIVER and FIREFOX_PATH at what you have"
  fi
fi

# WebKit's driver, which needs a screen, real or not: for the tests in a third engine. Where it can't be had they are skipped.
if ! { [ -x /usr/bin/WebKitWebDriver ] && command -v xvfb-run >/dev/null; }; then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    say "installing webkit2gtk-driver xvfb xauth (Debian packages)"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends webkit2gtk-driver xvfb xauth >/dev/null; } ||
      say "they can't be had: tests in WebKit will be skipped"
  else
    say "WebKit's driver is not here (Debian: webkit2gtk-driver xvfb xauth): tests in WebKit will be skipped"
  fi
fi

if ! [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
  command -v rustup >/dev/null || missing "the Rust target wasm32-unknown-unknown is needed, and rustup to add it is not here"
  say "adding the Rust target wasm32-unknown-unknown"
  rustup --quiet target add wasm32-unknown-unknown
fi
if ! [ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library" ]; then
  command -v rustup >/dev/null || missing "the Rust component rust-src is needed, and rustup to add it is not here"
  say "adding rust-src, of which the wasm's standard library is built"
  rustup --quiet component add rust-src
fi
for component in rustfmt clippy; do
  cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 || { say "adding $component"; rustup --quiet component add "$component"; }
done

# Debug builds of these tools take a third of the time and are quick enough.
# Their lock files may name versions that a mirror does not have yet: try without.
cargo_tool() {
  say "building $1 $2 (a minute or two, once)"
  CARGO_PROFILE_DEV_DEBUG=0 cargo install -q --debug --force --locked "$1" --version "$2" 2>/dev/null ||
    CARGO_PROFILE_DEV_DEBUG=0 cargo install -q --debug --force "$1" --version "$2"
}
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
bindgen=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p}' Cargo.lock)
[ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $bindgen" ] || cargo_tool wasm-bindgen-cli "$bindgen"
wasm-pack --version >/dev/null 2>&1 || cargo_tool wasm-pack 0.15.1
# Between the wasm tests and Firefox; without it they are skipped.
command -v "${GECKODRIVER:-geckodriver}" >/dev/null || cargo_tool geckodriver 0.37.1 || say "geckodriver can't be had: wasm tests in Firefox will be skipped"

if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say "installing npm packages"
  npm ci --loglevel=error
  touch node_modules/.package-lock.json
fi
