#!/usr/bin/env bash
# The system's part of the set-up:  packaging/setup.sh run|test
# On Debian and its kin: sees that the packages of system-libraries.txt are there; as root it installs what
# is missing, else it prints the one line to type. Silent when nothing is missing. Elsewhere: does nothing,
# since macOS and Windows bring these libraries and other Linuxes name them differently.
# Ends with 0 even when something stays missing: packaging/qt_loads.py decides whether that matters.
set -euo pipefail

purpose=${1:-run}
here=$(cd "$(dirname "$0")" && pwd)
command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || exit 0

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# The packages of a line "old|new", none of them installed; empty if one is.
lacking() {
  local name
  for name in ${1//|/ }; do installed "$name" && return; done
  echo "$1"
}

# The name out of "old|new" that this release of the system knows.
known() {
  local name
  for name in ${1//|/ }; do
    apt-cache show --no-all-versions "$name" 2>/dev/null | grep -q '^Package:' && break
  done
  echo "$name"
}

missing=()
while read -r for_what package _; do
  case "$for_what" in
    run) ;;
    test) [ "$purpose" = test ] || continue ;;
    *) continue ;;
  esac
  [ -z "$(lacking "$package")" ] || missing+=("$package")
done <"$here/system-libraries.txt"
# Debian keeps a Python's venv in a package of its own; what other Pythons lack is not Debian's to give.
python=$("$here/python.sh" 2>/dev/null) || python=
case "$(command -v "${python:-python3}" || true)" in
  ""|/usr/bin/*)
    "${python:-python3}" -c 'import ensurepip' 2>/dev/null || missing+=("${python:-python3}-venv")
    ;;
esac
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ]; then
  names=(); for package in "${missing[@]}"; do names+=("$(known "$package")"); done
  printf 'Some system packages are missing. To install them:\n\n  sudo apt-get install %s\n\n' "${names[*]}" >&2
  exit 0
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
echo "Installing ${#missing[@]} system packages (once)..."
if ! apt-get -o DPkg::Lock::Timeout=300 update -qq >"$log" 2>&1; then
  cat "$log" >&2
fi
names=(); for package in "${missing[@]}"; do names+=("$(known "$package")"); done
if ! apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${names[@]}" >"$log" 2>&1; then
  tail -n 15 "$log" >&2
  printf 'Some system packages could not be installed: %s\n' "${names[*]}" >&2
fi
