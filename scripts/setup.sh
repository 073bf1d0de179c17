#!/usr/bin/env bash
# Installs what the tests need and is not there yet; what it may not install, it names exactly.
# Called by `make`, which sets VITRINA_BUILD_DIR. Running it twice costs a second.
set -euo pipefail
cd "$(dirname "$0")/.."

# The version that deny.toml was written for.
readonly cargo_deny_version=0.20.2
readonly node_major=20

missing=()

have() { command -v "$1" >/dev/null 2>&1; }

# Only root installs system packages by itself; CI machines give their user a sudo without password.
install_packages() {
    local as=()
    if ! have apt-get; then return 1; fi
    if [[ $(id -u) != 0 ]]; then
        if [[ -z ${CI:-} ]] || ! sudo -n true 2>/dev/null; then return 1; fi
        as=(sudo -n)
    fi
    echo "installing Debian packages: $*"
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
        "${as[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

node_is_recent() {
    have node && have npm && [[ $(node -p 'process.versions.node.split(".")[0]') -ge $node_major ]]
}

browser() { scripts/find-chromium.sh >/dev/null 2>&1; }

if ! have cargo; then
    missing+=("Rust: https://rustup.rs")
else
    for component in rustfmt clippy; do
        if ! cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1; then
            rustup component add "$component" ||
                missing+=("the Rust component $component: rustup component add $component")
        fi
    done
fi

# C++ and make for Kafka's client.
if ! have cc || ! have c++ || ! have make; then
    install_packages gcc g++ libc6-dev make ||
        missing+=("a C and C++ compiler and make: apt-get install gcc g++ libc6-dev make (or your system's own)")
fi

if ! node_is_recent; then
    { install_packages nodejs npm && node_is_recent; } ||
        missing+=("Node.js $node_major or newer with npm: https://nodejs.org (or apt-get install nodejs npm on Debian 13)")
fi

if ! browser; then
    { install_packages chromium fonts-liberation && browser; } ||
        missing+=("Chromium: apt-get install chromium fonts-liberation, or set CHROMIUM to the path of one")
fi

# Services that are named in the environment do not do: tests kill servers of their own.
postgres() { scripts/services/postgres.sh find >/dev/null 2>&1; }
redis() { scripts/services/redis.sh find 2>/dev/null; }

if ! postgres; then
    # 15 where there is one; else what the distribution has.
    { { install_packages postgresql-15 postgresql-contrib || install_packages postgresql postgresql-contrib; } &&
        postgres; } ||
        missing+=("PostgreSQL 15 or newer: apt-get install postgresql postgresql-contrib")
fi

if ! redis; then
    { install_packages redis-server && redis; } ||
        missing+=("Redis 7 or newer: apt-get install redis-server")
fi

kafka() { scripts/services/kafka.sh find 2>/dev/null; }

if ! kafka; then
    { install_packages default-jre-headless maven && kafka; } ||
        missing+=("Java 17 or newer and Maven, for Apache Kafka: apt-get install default-jre-headless maven")
fi
if kafka; then
    scripts/services/kafka.sh install ||
        missing+=("Apache Kafka from Maven Central: scripts/services/kafka.sh install")
fi

# Only to hold that the generated code of the contract is fresh.
if ! have capnp; then
    { install_packages capnproto && have capnp; } ||
        missing+=("the Cap'n Proto compiler: apt-get install capnproto")
fi

# Only to ask it about its own configuration files: a test is skipped without it.
if ! have haproxy && [[ ! -x /usr/sbin/haproxy ]]; then
    install_packages haproxy || echo "HAProxy is not here: its configuration files will not be checked by it"
fi

if have cargo && ! cargo deny --version >/dev/null 2>&1; then
    echo "installing cargo-deny $cargo_deny_version (once; some minutes)"
    CARGO_TARGET_DIR="$VITRINA_BUILD_DIR/target-tools" cargo install --quiet --locked \
        --version "$cargo_deny_version" --root "$VITRINA_BUILD_DIR" cargo-deny ||
        missing+=("cargo-deny: cargo install --locked cargo-deny")
    rm -rf "$VITRINA_BUILD_DIR/target-tools"
fi

# The stamp holds the lock file that the modules were installed from. What is optional only load runs need.
for folder in tests/node loadtests/peers/node; do
    if node_is_recent && ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-from"; then
        if (cd "$folder" && npm ci --ignore-scripts --omit=optional --no-progress); then
            cp "$folder/package-lock.json" "$folder/node_modules/.installed-from"
        else
            missing+=("the Node packages of $folder: cd $folder && npm ci --ignore-scripts --omit=optional")
        fi
    fi
done

if ((${#missing[@]})); then
    echo "the tests need, and could not install:" >&2
    printf '  - %s\n' "${missing[@]}" >&2
    exit 1
fi
echo "everything the tests need is here"
