#!/usr/bin/env bash
# A real Chromium for the browser tests: the one on this machine, or Debian's package.
set -euo pipefail
if command -v chromium >/dev/null; then
  exit 0
fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "The browser tests need Chromium on the PATH as 'chromium'." >&2
  exit 1
fi
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium >/dev/null
