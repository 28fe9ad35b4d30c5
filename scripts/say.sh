# Sourced by the scripts beside it: says what is being done, with the seconds since the start.
say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }
