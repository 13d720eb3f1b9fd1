#!/usr/bin/env bash
# The mock of AI vendors that the tests in this folder speak to, from its lock file, into .data.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=.data/vendors
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "The tests of the vendors need Node 20.15 or newer, with npm, on the PATH." >&2
  exit 1
fi
if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 15) ? 0 : 1)'; then
  echo "The tests of the vendors need Node 20.15 or newer; this is $(node --version)." >&2
  exit 1
fi
if cmp -s tests/vendors/package-lock.json "$folder/package-lock.json" && [ -d "$folder/node_modules" ]; then
  exit 0
fi
mkdir -p "$folder"
rm -f "$folder/package-lock.json"
cp tests/vendors/package.json "$folder/"
# The lock file comes last into its place: it says that all of it is there.
cp tests/vendors/package-lock.json "$folder/npm-shrinkwrap.json"
(cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
cp tests/vendors/package-lock.json "$folder/"
