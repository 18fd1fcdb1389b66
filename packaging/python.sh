#!/usr/bin/env bash
# Print the name of a Python this program runs on: python3 if it is new enough, else a newer one by name.
set -euo pipefail

for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
  if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' >/dev/null 2>&1; then
    echo "$name"
    exit 0
  fi
done
echo "Regulars needs Python 3.11 or newer, and none was found. On Debian 12: sudo apt-get install python3" >&2
exit 1
