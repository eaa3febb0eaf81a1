#!/bin/bash
# peers.sh [RUNS]: nianbao and Typst, the same report with the same font files, side by side on this machine.
#
# Installs Typst from its registries: the Python binding (PyPI `typst`) is its compiler in one process; the command line
# (crate `typst-cli`) is used for whole processes where `typst` is on the PATH or PEERS_CLI=1 asks to build it (20 minutes).
# Builds 1 sample and 200 distinct reports with both, checks that the texts agree, prints ratios. Nothing else should run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
work=${PEERS_WORK:-$root/target/peers}
mkdir -p "$work"
[ -e "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'typst>=0.15,<0.16'
cargo build -q --release --manifest-path "$root/Cargo.toml"
typst=$(command -v typst || true)
[ -n "$typst" ] || typst=$work/cli/bin/typst
if [ ! -x "$typst" ] && [ "${PEERS_CLI:-}" = 1 ]; then
  CARGO_TARGET_DIR=$work/cli-target cargo install -q typst-cli --version '^0.15' --locked --root "$work/cli"
fi
[ -x "$typst" ] || { echo "no typst command line: whole processes are the Python binding's (PEERS_CLI=1 builds it)"; typst=; }
exec "$work/venv/bin/python" "$here/peers.py" --root "$root" --work "$work" --typst "$typst" --runs "${1:-20}"
