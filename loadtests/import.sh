#!/usr/bin/env bash
# Times the import of a generated catalog into a private PostgreSQL with fsync on, and says what it cost.
#
#   VITRINA_BIN=.. loadtests/import.sh [PRODUCTS]      1,000,000 by default: some 25 GB below TMPDIR, removed again
#
# CPU seconds are of `vitrina import` and of the whole server: a busy machine changes them less than the time.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
products=${1:-1000000}
vitrina=${VITRINA_BIN:?set VITRINA_BIN to a release build}

if [[ -z ${VITRINA_TEST_DATABASE_URL:-} ]]; then
    # Checkpoints as rare as on a server that is meant for such a load.
    export POSTGRES_OPTIONS=${POSTGRES_OPTIONS:--c shared_buffers=4GB -c max_wal_size=6GB -c checkpoint_timeout=30min}
    exec "$root/scripts/services/with.sh" --fsync "$0" "$products"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$vitrina" generate --products "$products" --out "$folder/catalog.jsonl"
export VITRINA_DATABASE_URL=$VITRINA_TEST_DATABASE_URL
"$vitrina" migrate >/dev/null 2>&1
server=$(psql "$VITRINA_DATABASE_URL" -Atc "SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)")

# CPU seconds of a process and of all that it started, those that ended included.
family() {
    local pid files
    files=(/proc/"$1"/stat)
    for pid in $(pgrep -P "$1"); do files+=(/proc/"$pid"/stat); done
    # Names hold blanks: what counts begins behind them.
    cat "${files[@]}" 2>/dev/null | sed 's/^.*) //' |
        awk -v hz="$(getconf CLK_TCK)" '{sum += $12 + $13 + $14 + $15} END {printf "%.1f", sum / hz}'
}

echo "load average before: $(cut -d' ' -f1 /proc/loadavg)"
before=$(family "$server")
TIMEFORMAT='vitrina import: %R s, CPU %U s user, %S s system'
time "$vitrina" import "$folder/catalog.jsonl"
after=$(family "$server")
echo "database: CPU $(awk "BEGIN {printf \"%.1f\", $after - $before}") s, fsync $(psql "$VITRINA_DATABASE_URL" -Atc 'SHOW fsync')," \
    "$(psql "$VITRINA_DATABASE_URL" -Atc 'SELECT pg_size_pretty(pg_database_size(current_database()))')"
echo "load average after: $(cut -d' ' -f1 /proc/loadavg)"
