#!/usr/bin/env bash
# A private Apache Kafka: one broker that is its own controller, in a folder of its own.
#
#   kafka.sh find                     succeeds when Java, and Maven or an installed Kafka, are there
#   kafka.sh install                  fetches it once into VITRINA_BUILD_DIR and prepares what makes it start fast
#   kafka.sh start DIR [--port N]     starts it on a free port of 127.0.0.1 (or N) and prints its address
#   kafka.sh stop DIR [SIGNAL]        ends it by TERM, or by KILL; DIR keeps the topics for another start
#   kafka.sh signal DIR SIGNAL        STOP lets it hang, CONT lets it go on
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
readonly here
. "$here/process.sh"

readonly lowest_port=20000 highest_port=32000
home=${VITRINA_BUILD_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/vitrina}/kafka
readonly home

# Two compiler tiers less and a heap of test size: it is ready sooner, which is what tests wait for.
java_options=(-Xms32m -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1
    "-Dlog4j2.configurationFile=$home/log4j2.properties")
if [[ -f $home/classes.jsa ]]; then java_options+=("-XX:SharedArchiveFile=$home/classes.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off); fi

# What differs from a broker's defaults, and why: replication 1, or groups and transactions wait for brokers that are
# not there; no delay before a group's first member begins; a broker that was killed is forgotten in 1 s, so that it may
# come back; small buffers and short pauses let compaction be watched.
write_properties() { # DIR PORT CONTROLLER_PORT
    cat >"$1/server.properties" <<EOF
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:$2,CONTROLLER://127.0.0.1:$3
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:$3
log.dirs=$1/data
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=1000
broker.heartbeat.interval.ms=200
log.cleaner.dedupe.buffer.size=4194304
log.cleaner.backoff.ms=500
EOF
}

is_free() { # PORT
    ! (exec {socket}<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

launch() { # DIR PORT CONTROLLER_PORT [JAVA_OPTION..]: false when it ended or is not ready in time
    local dir=$1 pid attempt
    write_properties "$dir" "$2" "$3"
    : >"$dir/kafka.log"
    java "${java_options[@]}" "${@:4}" -cp "$home/libs/*" kafka.Kafka "$dir/server.properties" \
        >>"$dir/kafka.log" 2>&1 </dev/null &
    pid=$!
    echo "$pid" >"$dir/kafka.pid"
    for ((attempt = 0; attempt < 1200; attempt++)); do
        if grep -q 'Kafka Server started' "$dir/kafka.log"; then return; fi
        if ! is_running "$dir/kafka.pid"; then return 1; fi
        sleep 0.05
    done
    stop "$dir/kafka.pid" KILL
    return 1
}

start() {
    local dir ports=() port
    install
    mkdir -p "$1"
    dir=$(cd "$1" && pwd)
    shift
    if [[ ! -d $dir/data ]]; then cp -r "$home/template" "$dir/data"; fi
    if [[ ${1:-} == --port ]]; then
        ports=("$2")
    else
        mapfile -t ports < <(shuf -i "$lowest_port-$highest_port" -n 20)
    fi
    for port in "${ports[@]}"; do
        # The controller's port is above all that are drawn.
        if is_free "$port" && is_free $((port + 1 + highest_port - lowest_port)) &&
            launch "$dir" "$port" $((port + 1 + highest_port - lowest_port)); then
            echo "127.0.0.1:$port"
            return
        fi
    done
    tail -n 40 "$dir/kafka.log" >&2 || true
    exit 1
}

# Jars, a formatted folder that each broker copies (the fixed quorum lets it serve any port), and an archive of the
# classes that a broker loads. Another pom.xml makes all of it anew.
install() {
    if cmp -s "$here/kafka.pom.xml" "$home/installed-from"; then return; fi
    if ! command -v mvn >/dev/null; then
        echo "Apache Kafka is fetched by Maven: apt-get install maven default-jre-headless (make setup does it where it may)," >&2
        echo "or set KAFKA_BROKERS to a broker that may be written to" >&2
        exit 1
    fi
    mkdir -p "$home"
    exec {lock}>"$home.lock"
    flock "$lock"
    # Somebody else may have done it meanwhile.
    if cmp -s "$here/kafka.pom.xml" "$home/installed-from"; then
        exec {lock}>&-
        return
    fi
    echo "fetching Apache Kafka (once)" >&2
    rm -rf "$home"
    mkdir -p "$home/first"
    cp "$here/kafka.pom.xml" "$home/pom.xml"
    mvn --quiet --batch-mode --file "$home/pom.xml" dependency:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory="$home/libs" >&2
    printf '%s\n' 'rootLogger.level=INFO' 'rootLogger.appenderRef.out.ref=out' 'appender.out.type=Console' \
        'appender.out.name=out' 'appender.out.layout.type=PatternLayout' \
        'appender.out.layout.pattern=[%d] %p %m (%c)%n' >"$home/log4j2.properties"
    write_properties "$home/first" 20000 32001
    java "${java_options[@]}" -cp "$home/libs/*" kafka.tools.StorageTool format \
        --cluster-id dml0cmluYS10ZXN0LTAwMQ --config "$home/first/server.properties" >/dev/null
    cp -r "$home/first/data" "$home/template"
    local port
    for port in $(shuf -i "$lowest_port-$highest_port" -n 20); do
        if is_free "$port" && launch "$home/first" "$port" $((port + 1 + highest_port - lowest_port)) \
            "-XX:ArchiveClassesAtExit=$home/classes.jsa"; then
            stop "$home/first/kafka.pid"
            break
        fi
    done
    rm -rf "$home/first"
    cp "$here/kafka.pom.xml" "$home/installed-from"
    exec {lock}>&-
    if [[ -f $home/classes.jsa ]]; then java_options+=("-XX:SharedArchiveFile=$home/classes.jsa"); fi
}

find_it() {
    command -v java >/dev/null && { command -v mvn >/dev/null || [[ -f $home/installed-from ]]; }
}

if ! find_it; then
    if [[ ${1:-} != find ]]; then
        echo "Java and Maven are missing: apt-get install default-jre-headless maven (make setup does it where it may)," >&2
        echo "or set KAFKA_BROKERS to a broker that may be written to" >&2
    fi
    exit 1
fi
case ${1:-} in
    find) ;;
    install) install ;;
    start) start "${@:2}" ;;
    stop) stop "$2/kafka.pid" "${@:3}" ;;
    signal) kill -s "$3" "$(<"$2/kafka.pid")" ;;
    *)
        sed -n '2,/^set/{s/^# \{0,1\}//p}' "$0" >&2
        exit 2
        ;;
esac
