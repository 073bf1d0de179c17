# Whether a service runs that is known by a file with its process id, and its end. Sourced by the others here.

# A process has ended when nobody but a slow init still knows of it: Z. While threads of it are left, l, its sockets may
# be open still.
lives() { # PID
    local state
    state=$(ps -o stat= -p "$1" 2>/dev/null) && [[ $state != Z* || $state == *l* ]]
}

is_running() { # PID_FILE
    [[ -e $1 ]] && lives "$(<"$1")"
}

stop() { # PID_FILE [SIGNAL]: ends it and waits until it has
    local pid
    if ! is_running "$1"; then return; fi
    pid=$(<"$1")
    kill -s "${2:-TERM}" "$pid"
    # One that hangs does not hear of it before it goes on.
    kill -s CONT "$pid" 2>/dev/null || true
    while lives "$pid"; do sleep 0.02; done
}
