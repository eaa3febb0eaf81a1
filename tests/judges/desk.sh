#!/bin/bash
# desk.sh types                          the types of the page's modules (tsc --checkJs on src/page): nothing, or what is wrong. Exit 1.
# desk.sh story NAME ADDRESS FOLDER      what a clerk does with the page, in Debian's Chromium by playwright-core (tests/desk): exit 1 where it
#                                        does not come out; FOLDER gets a picture of how it ended.
# desk.sh time ADDRESS REPORT ...        from key to red cell, from key to redrawn page: medians (tests/bench/desk.js).
# Without arguments it installs what it needs and is content.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/desk; mkdir -p "$cache"
[ -e "$cache/ready" ] || (cd "$cache" && npm init -y >/dev/null && npm install --silent --ignore-scripts --no-audit --no-fund typescript@5.9.3 axe-core@4.14.1 playwright-core@1.65.1 >/dev/null && touch ready)
export NODE_PATH=$cache/node_modules
case "${1:-}" in
  "") for program in node chromium; do command -v "$program" >/dev/null || { echo "no $program"; exit 1; }; done ;;
  types) "$cache/node_modules/.bin/tsc" -p "$here/../../src/page" ;;
  story) shift; exec node "$here/../desk/story.js" "$@" ;;
  time) shift; exec node "$here/../bench/desk.js" "$@" ;;
  *) echo "desk.sh: ${1}"; exit 2 ;;
esac
