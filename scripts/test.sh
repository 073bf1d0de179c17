#!/usr/bin/env bash
# Runs every check of the project and sums them up. Called by `make test`.
#
# One failing step does not hide the others: all run, the summary lines of the test runners come
# last, and the closing line counts the tests of all runners. A step that fails without a failing
# test (a lint, a build that breaks) counts as one failure, so that the closing line never lies.
set -uo pipefail
cd "$(dirname "$0")/.."

# Plain output: the summary lines are read back from it.
export NO_COLOR=1 CARGO_TERM_COLOR=never
unset FORCE_COLOR

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

readonly summary_line='^test result: |^ℹ (tests|pass|fail|skipped) '
passed=0 failed=0 skipped=0
report=()

# Adds up the numbers behind a word: "12 passed;" in cargo's lines, "ℹ pass 12" in Node's.
count() { # LOG CARGO_WORD NODE_WORD
    awk -v cargo="$2" -v node="$3" '
        /^test result: / { for (i = 2; i <= NF; i++) if (index($i, cargo) == 1) sum += $(i - 1) }
        $1 == "ℹ" && $2 == node { sum += $3 }
        END { print sum + 0 }' "$1"
}

step() { # NAME TARGET: runs one target of the Makefile
    local name=$1 log=$logs/$1 began=$SECONDS status good bad away
    printf '\n=== %s\n' "$name"
    make --no-print-directory "$2" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    good=$(count "$log" passed pass) bad=$(count "$log" failed fail) away=$(count "$log" ignored skipped)
    if [[ $name == *tests* && $status == 0 && $good == 0 ]]; then
        echo "$name: no test ran"
        status=1
    fi
    if ((status != 0 && bad == 0)); then bad=1; fi
    ((passed += good, failed += bad, skipped += away))
    report+=("$(printf '%-20s %-8s %4d s' "$name" "$([[ $status == 0 ]] && echo ok || echo FAILED)" \
        $((SECONDS - began)))")
}

step setup setup
step format format-check
step lint lint
step 'unit tests' test-unit
step 'integration tests' test-integration
step deny deny
step 'node tests' test-node
step 'browser tests' test-browser

printf '\n=== summary\n'
printf '%s\n' "${report[@]}"
for log in "$logs"/*tests; do grep -E "$summary_line" "$log"; done
echo "$passed passed, $failed failed$( ((skipped)) && echo ", $skipped skipped")"
((failed == 0))
