#!/usr/bin/env bash
# Prints the path of the browser that the storefront's tests drive: CHROMIUM, or the first one found.
set -euo pipefail

for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [[ -n $candidate ]] && command -v "$candidate"; then exit 0; fi
done
echo "no Chromium found: install the package chromium, or set CHROMIUM to the path of one" >&2
exit 1
