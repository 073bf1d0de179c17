#!/usr/bin/env bash
# A private PostgreSQL, the stand-in for CockroachDB, in a folder of its own.
#
#   postgres.sh find                    prints the folder of its programs, or fails
#   postgres.sh start DIR [--fsync] [--port N]
#                                       makes a cluster in DIR where there is none, starts it on a free
#                                       port of 127.0.0.1 (or N) and prints its address
#   postgres.sh stop DIR [fast|immediate]
#
# POSTGRES_OPTIONS adds options of the server: "-c shared_buffers=1GB".
#
# Text sorts by bytes, as on CockroachDB. Nothing is flushed to disk without --fsync, because a test's
# database need not survive the machine. Root hands the cluster to the user postgres, who must be able
# to reach DIR.
set -euo pipefail

# Below the ports that systems give to outgoing connections.
readonly lowest_port=20000 highest_port=32000

find_programs() {
    local folder
    if [[ -n ${POSTGRES_BIN:-} ]]; then
        echo "$POSTGRES_BIN"
        return
    fi
    # 15 first: its plans are what the tests of plans were written against.
    for folder in /usr/lib/postgresql/15/bin $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
        if [[ -x $folder/initdb ]]; then
            echo "$folder"
            return
        fi
    done
    if command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
        dirname "$(command -v initdb)"
        return
    fi
    return 1
}

# initdb and postgres refuse root.
as_owner() {
    if [[ $(id -u) == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start() {
    local dir=$1 fsync=off ports=() port options
    shift
    while (($#)); do
        case $1 in
            --fsync) fsync=on ;;
            --port)
                ports=("$2")
                shift
                ;;
            *)
                echo "postgres.sh: unknown option $1" >&2
                exit 2
                ;;
        esac
        shift
    done
    mkdir -p "$dir"
    chmod 0755 "$dir"
    if [[ $(id -u) == 0 ]]; then chown postgres "$dir"; fi
    if ! as_owner test -w "$dir"; then
        echo "the user postgres cannot reach $dir: set TMPDIR to a folder that everyone may enter" >&2
        exit 1
    fi
    # Not in a folder that the user postgres may not enter: the programs complain.
    cd "$dir"
    if [[ ! -e data/PG_VERSION ]]; then
        as_owner "$programs/initdb" -D data --username=postgres --auth=trust --encoding=UTF8 \
            --locale=C.UTF-8 --no-sync >initdb.log 2>&1 || {
            cat initdb.log >&2
            exit 1
        }
    fi
    # No socket file: its path may be too long for the system.
    options="-k '' -c listen_addresses=127.0.0.1 -c fsync=$fsync -c full_page_writes=$fsync"
    options+=" -c synchronous_commit=$fsync -c max_connections=300 -c max_wal_size=4GB ${POSTGRES_OPTIONS:-}"
    if ((${#ports[@]} == 0)); then
        mapfile -t ports < <(shuf -i "$lowest_port-$highest_port" -n 20)
    fi
    for port in "${ports[@]}"; do
        if as_owner "$programs/pg_ctl" start -D data -w -t 30 -l server.log -o "-p $port $options" \
            >pg_ctl.log 2>&1 </dev/null; then
            echo "postgresql://postgres@127.0.0.1:$port/postgres?sslmode=disable"
            return
        fi
        # Another process has the port: take the next.
        grep -q 'Address already in use' server.log || break
        as_owner rm -f server.log
    done
    cat pg_ctl.log server.log >&2
    exit 1
}

stop() {
    local dir=$1 mode=${2:-fast}
    if [[ ! -e $dir/data/postmaster.pid ]]; then return; fi
    cd "$dir"
    as_owner "$programs/pg_ctl" stop -D data -w -t 30 -m "$mode" >/dev/null
}

if ! programs=$(find_programs); then
    if [[ ${1:-} != find ]]; then
        echo "PostgreSQL is missing: apt-get install postgresql postgresql-contrib (make setup does it" >&2
        echo "where it may), or set DATABASE_URL to a database whose user may create databases" >&2
    fi
    exit 1
fi
case ${1:-} in
    find) echo "$programs" ;;
    start) start "${@:2}" ;;
    stop) stop "${@:2}" ;;
    *)
        sed -n '2,/^set/{s/^# \{0,1\}//p}' "$0" >&2
        exit 2
        ;;
esac
