#!/usr/bin/env bash
# The Python part of the set-up:  packaging/venv.sh FOLDER REQUIREMENTS
# Makes the virtual environment if there is none that works, then installs the pinned parts into it.
set -euo pipefail

folder=$1
requirements=$2
here=$(cd "$(dirname "$0")" && pwd)

if ! "$folder/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
  python=$("$here/python.sh")
  if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    printf 'Python lacks its venv module. To install it:\n\n  sudo apt-get install %s-venv\n\n' "$python" >&2
    exit 1
  fi
  "$python" -m venv --clear "$folder"
fi
echo "Installing the Python parts of $requirements (again only when it changes)..."
"$folder/bin/python" -m pip --disable-pip-version-check install --quiet --requirement "$requirements"
