#!/bin/bash
# desk.sh types                          the types of the page's modules (tsc --checkJs on src/page): nothing, or what is wrong. Exit 1.
# desk.sh bundle                         whether src/page/yaml/codemirror.js is what `bundle` beside it makes. Exit 1.
# desk.sh story NAME ADDRESS FOLDER [firefox]
#                                        what a clerk does with the page (tests/desk), in Debian's Chromium, or in its Firefox over WebDriver
#                                        BiDi, by playwright-core: exit 1 where it does not come out; FOLDER gets a picture of how it ended.
# desk.sh time ADDRESS REPORT ...        from key to red cell, from key to redrawn page: medians (tests/bench/desk.js).
# Without arguments it installs what it needs and is content.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/desk; mkdir -p "$cache"
# 1.65 of playwright-core asks Firefox for what its ESR does not know yet (emulation.setMediaFeaturesOverride).
[ -e "$cache/ready-2" ] || (cd "$cache" && npm init -y >/dev/null && npm install --silent --ignore-scripts --no-audit --no-fund typescript@5.9.3 axe-core@4.14.1 playwright-core@1.62.1 >/dev/null && touch ready-2)
page=$(cd "$here/../../src/page" && pwd)
mirror=$(dirname "$cache")/codemirror/node_modules
[ -e "$mirror/../ready-1" ] || "$page/yaml/bundle" /dev/null
export NODE_PATH=$cache/node_modules
case "${1:-}" in
  "") for program in node chromium firefox-esr; do command -v "$program" >/dev/null || { echo "no $program"; exit 1; }; done ;;
  types)
    # The types of CodeMirror are where `bundle` has put it.
    printf '{"extends":"%s/tsconfig.json","include":["%s/**/*.js","%s/**/*.d.ts"],"compilerOptions":{"skipLibCheck":true,"paths":{"@codemirror/*":["%s/@codemirror/*"],"@lezer/*":["%s/@lezer/*"]}}}' \
      "$page" "$page" "$page" "$mirror" "$mirror" >"$cache/tsconfig.json"
    "$cache/node_modules/.bin/tsc" -p "$cache/tsconfig.json" ;;
  bundle) made=$(mktemp) && trap 'rm -f "$made"' EXIT && "$page/yaml/bundle" "$made" && cmp "$made" "$page/yaml/codemirror.js" ;;
  story) shift; exec node "$here/../desk/story.js" "$@" ;;
  time) shift; exec node "$here/../bench/desk.js" "$@" ;;
  *) echo "desk.sh: ${1}"; exit 2 ;;
esac
