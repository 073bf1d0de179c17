#!/usr/bin/env bash
# Runs a command beside a private PostgreSQL and Redis, and where asked a Kafka, and takes all down again, however it
# ends.
#
#   with.sh [--fsync] [--kafka] COMMAND..
#
# The command finds them as VITRINA_TEST_DATABASE_URL (its user may create databases), VITRINA_TEST_REDIS_URL and
# VITRINA_TEST_KAFKA (host:port). DATABASE_URL, REDIS_URL and KAFKA_BROKERS name services that are to be used instead.
# Several runs side by side do not meet.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
readonly here

options=() with_kafka=
while [[ ${1:-} == --* ]]; do
    case $1 in
        --fsync) options=(--fsync) ;;
        --kafka) with_kafka=1 ;;
        *) set -- ;;
    esac
    shift || true
done
if (($# == 0)); then
    sed -n '2,/^set/{s/^# \{0,1\}//p}' "$0" >&2
    exit 2
fi

dir=$(mktemp -d)
chmod 0755 "$dir"

# Takes everything down when its input ends, which happens when this shell ends, even by SIGKILL: no
# other process holds the other end. Signals to the whole group of a terminal leave it alone.
keep() {
    trap '' INT TERM HUP
    cat >/dev/null
    if [[ -d $dir/postgres ]]; then "$here/postgres.sh" stop "$dir/postgres" immediate; fi
    if [[ -d $dir/redis ]]; then "$here/redis.sh" stop "$dir/redis"; fi
    # Nothing of it is kept, so it need not close its logs.
    if [[ -d $dir/kafka ]]; then "$here/kafka.sh" stop "$dir/kafka" KILL; fi
    rm -rf "$dir"
}
exec {alive}> >(keep)
keeper=$!

command=
finish() {
    trap - EXIT
    if [[ -n $command ]]; then
        kill -- "-$command" 2>/dev/null || true
        wait "$command" 2>/dev/null || true
    fi
    exec {alive}>&-
    wait "$keeper" || true
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

if [[ -n ${DATABASE_URL:-} ]]; then
    VITRINA_TEST_DATABASE_URL=$DATABASE_URL
else
    VITRINA_TEST_DATABASE_URL=$("$here/postgres.sh" start "$dir/postgres" "${options[@]}" {alive}>&-)
fi
if [[ -n ${REDIS_URL:-} ]]; then
    VITRINA_TEST_REDIS_URL=$REDIS_URL
else
    VITRINA_TEST_REDIS_URL=$("$here/redis.sh" start "$dir/redis" {alive}>&-)
fi
export VITRINA_TEST_DATABASE_URL VITRINA_TEST_REDIS_URL
if [[ -n $with_kafka ]]; then
    VITRINA_TEST_KAFKA=${KAFKA_BROKERS:-$("$here/kafka.sh" start "$dir/kafka" {alive}>&-)}
    export VITRINA_TEST_KAFKA
fi

# In the background, because a shell that waits for a foreground command does not hear signals; in a
# group of its own, so that what the command started ends with it.
set -m
"$@" </dev/null {alive}>&- &
command=$!
set +m
status=0
wait "$command" || status=$?
command=
exit "$status"
