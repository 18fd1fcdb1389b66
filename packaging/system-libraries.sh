#!/bin/sh
# Installs what system-libraries.txt lists and is missing, on Debian and its kin.
# usage: packaging/system-libraries.sh run|test
# As root it installs; otherwise it prints the line to run and goes on: the window says what it misses.
set -eu
purpose=${1:-run}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
command -v dpkg-query >/dev/null 2>&1 || exit 0
command -v apt-get >/dev/null 2>&1 || exit 0

wanted=$(awk -v purpose="$purpose" '!/^#/ && NF && ($2 == "run" || $2 == purpose) { print $1 }' "$here/system-libraries.txt")
missing=
for name in $wanted; do
    # A virtual environment that can be made needs no package for it.
    if [ "$name" = python3-venv ] && "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null; then
        continue
    fi
    # Debian 13 and Ubuntu 24.04 gave some libraries a t64 name; apt still takes the old one.
    case $(dpkg-query -W -f '${Status};' "$name" "${name}t64" 2>/dev/null || true) in
        *"install ok installed"*) ;;
        *) missing="$missing $name" ;;
    esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "Regulars needs some system packages. Install them with:" >&2
    echo "  sudo apt-get install$missing" >&2
    exit 0
fi
echo "Installing system packages:$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "The system packages could not be installed; see above." >&2
    exit 1
fi
rm -f "$log"
