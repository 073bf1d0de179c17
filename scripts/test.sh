#!/usr/bin/env bash
# Runs every check of the project and sums them up. Called by `make test`.
#
# One failing step does not hide the others: all run, the summary lines of the test runners come
# last, and the closing line counts the tests of all runners. A step that fails without a failing
# test (a lint, a build that breaks) counts as one failure, so that the closing line never lies.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

# Plain output: the summary lines are read back from it.
export NO_COLOR=1 CARGO_TERM_COLOR=never
unset FORCE_COLOR

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

readonly summary_line='^test result: |^ℹ (tests|pass|fail|skipped) |^(ok|FAIL)[[:space:]]+[^[:space:]]+[[:space:]]'
passed=0 failed=0 skipped=0
report=() runners=()

# Adds up the numbers behind a word, "12 passed;" in cargo's lines and "ℹ pass 12" in Node's, and Go's lines with a word,
# "--- PASS: TestX", one a test.
count() { # LOG CARGO_WORD NODE_WORD GO_WORD
    awk -v cargo="$2" -v node="$3" -v go="$4:" '
        /^test result: / { for (i = 2; i <= NF; i++) if (index($i, cargo) == 1) sum += $(i - 1) }
        $1 == "ℹ" && $2 == node { sum += $3 }
        $1 == "---" && $2 == go { sum++ }
        END { print sum + 0 }' "$1"
}

step() { # NAME TARGET: runs one target of the Makefile
    local name=$1 log=$logs/$1 began=$SECONDS status good bad away
    printf '\n=== %s\n' "$name"
    make --no-print-directory "$2" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    good=$(count "$log" passed pass PASS) bad=$(count "$log" failed fail FAIL)
    away=$(count "$log" ignored skipped SKIP)
    if [[ $name == *tests ]]; then
        runners+=("$name")
        if ((status == 0 && good == 0)); then
            echo "$name: no test ran"
            status=1
        fi
    fi
    if ((status != 0 && bad == 0)); then bad=1; fi
    ((passed += good, failed += bad, skipped += away))
    report+=("$(printf '%-20s %-8s %4d s' "$name" "$([[ $status == 0 ]] && echo ok || echo FAILED)" \
        $((SECONDS - began)))")
}

# A step whose tool is not here and is not ours to install: named, and counted as skipped.
not_run() { # NAME WHY
    printf '\n=== %s\nNOT RUN: %s\n' "$1" "$2"
    report+=("$(printf '%-20s %s' "$1" "NOT RUN: $2")")
    ((skipped += 1))
}

step setup setup
step format format-check
step lint lint
step 'unit tests' test-unit
step 'integration tests' test-integration
step deny deny
step 'node tests' test-node
step 'browser tests' test-browser
# Asks Go, not its version: it may fetch a newer one by itself.
if (cd tests/deploy && go list -m) >/dev/null 2>&1; then
    step 'deploy tests' test-deploy
else
    not_run 'deploy tests' "needs Go $(awk '$1 == "go" { print $2 }' tests/deploy/go.mod) or newer: https://go.dev/dl"
fi

printf '\n=== summary\n'
printf '%s\n' "${report[@]}"
for name in "${runners[@]}"; do
    printf '\n%s\n' "$name"
    grep -E "$summary_line" "$logs/$name"
done
echo
echo "$passed passed, $failed failed$( ((skipped)) && echo ", $skipped skipped")"
((failed == 0))
