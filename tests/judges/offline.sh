#!/bin/bash
# offline.sh files FOLDER REPORT.yaml ...   builds the engine as WebAssembly (src/page/build) and lets it write each report in Node as
#                                           FOLDER/NAME.FORMAT; prints what view and edit took, ms.
# offline.sh page FOLDER REPORT.yaml        opens what src/page/build made in Debian's Chromium from file://, opens the report in it, waits for its
#                                           pages and saves FOLDER/page.pdf; prints how long it took until a file could be opened, and what
#                                           went wrong.
# Without arguments it installs what it needs and is content.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/offline; mkdir -p "$cache"
if [ ! -e "$cache/ready" ]; then
  command -v clang >/dev/null && command -v llvm-ar >/dev/null || { apt-get install -y -qq --no-install-recommends clang lld llvm >/dev/null 2>&1 || { echo "no clang"; exit 1; }; }
  (cd "$cache" && npm init -y >/dev/null && npm install --silent --ignore-scripts --no-audit --no-fund playwright-core@1.65.1 esbuild@0.28 >/dev/null && touch ready)
fi
[ $# -gt 0 ] || exit 0
folder=$here/../../target/年报填报
how=$1; shift
[ "$how" = page ] || "$here/../../src/page/build" "$folder" >&2
export NODE_PATH=$cache/node_modules
exec node "$here/offline.mjs" "$how" "$folder" "$here/../.." "$@"
