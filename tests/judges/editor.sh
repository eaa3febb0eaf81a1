#!/bin/bash
# editor.sh FILE.yaml [LINE COLUMN]    what an editor with npm yaml-language-server shows for a file whose first line names its schema:
# one line a problem (`line:column message`), then, with a place given (both from 1), one line a completion (`+ label`)
# and one for each line that it shows under the pointer (`? text`).
set -euo pipefail
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/editor; mkdir -p "$cache"
here=$(cd "$(dirname "$0")" && pwd)
[ -d "$cache/node_modules/yaml-language-server" ] || (cd "$cache" && npm install --silent --no-audit --no-fund yaml-language-server@2.0.0 >/dev/null)
[ $# -gt 0 ] || exit 0
NODE_PATH=$cache/node_modules timeout 60 node "$here/editor.js" "$cache/node_modules/yaml-language-server/bin/yaml-language-server" "$@"
