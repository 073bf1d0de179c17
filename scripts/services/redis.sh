#!/usr/bin/env bash
# A private Redis that keeps nothing on disk, in a folder of its own.
#
#   redis.sh find                     succeeds when there is a redis-server
#   redis.sh start DIR [--port N]     starts it on a free port of 127.0.0.1 (or N) and prints its address
#   redis.sh stop DIR [SIGNAL]        ends it by TERM, or by KILL
#   redis.sh signal DIR SIGNAL        STOP lets it hang, CONT lets it go on
set -euo pipefail
. "$(dirname "$0")/process.sh"

readonly lowest_port=20000 highest_port=32000

answers() { # PORT: asks by hand, because redis-cli is a package of its own
    local reply
    exec {socket}<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'PING\r\n' >&"$socket"
    read -r -t 1 reply <&"$socket" || true
    exec {socket}>&-
    [[ $reply == +PONG* ]]
} 2>/dev/null

start() {
    local dir ports=() port attempt
    mkdir -p "$1"
    dir=$(cd "$1" && pwd)
    shift
    if [[ ${1:-} == --port ]]; then
        ports=("$2")
    else
        mapfile -t ports < <(shuf -i "$lowest_port-$highest_port" -n 20)
    fi
    for port in "${ports[@]}"; do
        rm -f "$dir/redis.pid" "$dir/redis.log"
        redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --daemonize yes \
            --dir "$dir" --pidfile "$dir/redis.pid" --logfile "$dir/redis.log" >/dev/null </dev/null || true
        for ((attempt = 0; attempt < 200; attempt++)); do
            # The pid file too: another process may answer on the port.
            if is_running "$dir/redis.pid" && answers "$port"; then
                echo "redis://127.0.0.1:$port/"
                return
            fi
            if grep -q 'Failed listening\|Could not create server' "$dir/redis.log" 2>/dev/null; then break; fi
            sleep 0.02
        done
    done
    cat "$dir/redis.log" >&2
    exit 1
}

if ! command -v redis-server >/dev/null; then
    if [[ ${1:-} != find ]]; then
        echo "Redis is missing: apt-get install redis-server (make setup does it where it may)," >&2
        echo "or set REDIS_URL to one that may be written to" >&2
    fi
    exit 1
fi
case ${1:-} in
    find) ;;
    start) start "${@:2}" ;;
    stop) stop "$2/redis.pid" "${@:3}" ;;
    signal) kill -s "$3" "$(<"$2/redis.pid")" ;;
    *)
        sed -n '2,/^set/{s/^# \{0,1\}//p}' "$0" >&2
        exit 2
        ;;
esac
