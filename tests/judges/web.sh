#!/bin/bash
# web.sh vnu FILE.html ...         the Nu Html Checker (npm vnu-jar; needs Java): one line a finding, then `errors N`. Exit 1 on any error.
# web.sh axe FILE.html ...         axe-core (WCAG 2.1 A and AA, best practice) in Debian's Chromium by playwright-core, at 320, 390 and 1366 px,
#                                  at 390 dark too: one line a file and width, with violations, what was fetched, what stands out of the window.
# web.sh purify FILE.html ...      what DOMPurify with its defaults (npm, on jsdom) leaves of a fragment: text, tables, headings `same` or `changed`.
# web.sh text FILE.html            the text as the browser has it, captions of tables left out.
# web.sh shots FILE.html FOLDER    pictures at 320, 390 and 1366 px, light and dark, and the page printed as PDF.
# Without arguments it installs what it needs and is content.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/web; mkdir -p "$cache"
[ -e "$cache/ready" ] || (cd "$cache" && npm init -y >/dev/null && npm install --silent --ignore-scripts --no-audit --no-fund vnu-jar@26.9.27 axe-core@4.14.1 playwright-core@1.65.1 dompurify@3.5.0 jsdom@29.1.1 >/dev/null && touch ready)
if [ $# = 0 ]; then
  for program in java node chromium; do command -v "$program" >/dev/null || { echo "no $program"; exit 1; }; done
  exit 0
fi
if [ "$1" = vnu ]; then
  shift; said=$(java -jar "$cache/node_modules/vnu-jar/build/dist/vnu.jar" --exit-zero-always --format gnu "$@" 2>&1)
  [ -z "$said" ] || printf '%s\n' "$said"
  errors=$(grep -c ': error' <<<"$said" || true); echo "errors $errors"; [ "$errors" = 0 ]
else
  # The machine may have no Chinese font: the browser gets those that the program brings.
  cat > "$cache/fonts.conf" <<CONF
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>$(cd "$here/../../fonts" && pwd)</dir><dir>/usr/share/fonts</dir><cachedir>$cache/fonts</cachedir>
$(while read -r name face; do echo "<alias binding=\"same\"><family>$name</family><prefer><family>${face//_/ }</family></prefer></alias>"; done <<'FACES'
仿宋 FandolFang
楷体 FandolKai
黑体 Noto_Sans_SC
宋体 Noto_Serif_SC
方正小标宋简体 Noto_Serif_SC_SemiBold
FACES
)
</fontconfig>
CONF
  export FONTCONFIG_FILE=$cache/fonts.conf
  NODE_PATH=$cache/node_modules exec node "$here/web.js" "$@"
fi
