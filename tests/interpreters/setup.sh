#!/usr/bin/env bash
# Brings the real CPython interpreters that the tests compare with, without touching the system.
#   setup.sh [FOLDER]      FOLDER defaults to ~/.cache/gc-playground
# Writes FOLDER/interpreters, one line "VERSION COMMAND" for each that was found; COMMAND is one path, to the end of the line.
# Looks, in this order, at pyenv, uv and the PATH; for 3.13 to 3.15 at Debian's development suite (packages are unpacked into
# FOLDER, not installed); for 3.14.2, the incremental collector of 3.14.0-3.14.4, at the npm package pyodide, run under Node.
# What cannot be had is skipped with a line that says so. Needs nothing when everything is there already.
set -euo pipefail
folder=${1:-$HOME/.cache/gc-playground}
here=$(cd "$(dirname "$0")" && pwd)
versions=(3.9 3.10 3.11 3.12 3.13 3.14 3.14.2 3.15)
native=(3.13 3.14 3.15)
pyodide=314.0.7 # holds CPython 3.14.2
mkdir -p "$folder/bin"
folder=$(cd "$folder" && pwd)

# The profile that an interpreter stands for, printed by the interpreter itself. Patch releases matter twice: 3.13.13 changed how
# a materialised instance dict counts, and 3.14.5 took the incremental collector back. A free-threaded build stands for none.
probe='
import sys
major, minor, patch = sys.version_info[:3]
version = "%d.%d" % (major, minor)
if hasattr(sys, "_is_gil_enabled") and not sys._is_gil_enabled() or (minor == 13 and patch < 13):
    version = "none"
elif minor == 14 and patch < 5:
    version = "3.14.2" if patch > 0 else "none"
print(version)'

list=$folder/interpreters
: >"$list.new"
have() { grep -q "^$1 " "$list.new"; }
# offer COMMAND: keeps it for the profile that it stands for, unless there is one already.
offer() {
  local version
  [[ -x $1 ]] || return 0
  version=$("$1" -s -c "$probe" 2>/dev/null) || return 0
  [[ " ${versions[*]} " == *" $version "* ]] && ! have "$version" || return 0
  echo "$version $1" >>"$list.new"
  echo "$version: $1"
}

# What an earlier run prepared, and what is installed; newest patch release first.
for version in "${versions[@]}"; do
  offer "$folder/bin/python$version"
  while IFS= read -r command; do offer "$command"; done < <(
    ls -d "$HOME/.pyenv/versions/$version".*/bin/python "$HOME/.local/share/uv/python/cpython-$version".*/bin/python3 2>/dev/null | sort -rV
    command -v "python$version" || true
  )
done

# unpack VERSION: the interpreter from Debian's development suite with its own C library, started by its own loader.
unpack() {
  local root=$folder/debian/$1 debs=$folder/apt/debs loader libraries
  rm -rf "$root" "$debs"
  mkdir -p "$root" "$debs"
  (cd "$debs" && apt-get "${apt[@]}" download -qq "python$1-minimal" "libpython$1-minimal" "libpython$1-stdlib" libc6 libexpat1 zlib1g) >/dev/null 2>&1 || return 1
  for deb in "$debs"/*.deb; do dpkg-deb -x "$deb" "$root" || return 1; done
  loader=$(find "$root" -name 'ld-linux*.so.*' | head -n 1)
  libraries=$(find "$root" -name libc.so.6 -exec dirname {} \; | head -n 1)
  [[ -n $loader && -n $libraries ]] || return 1
  printf '#!/bin/sh\nPYTHONHOME=%q exec %q --library-path %q --argv0 python%s %q "$@"\n' \
    "$root/usr" "$loader" "$libraries" "$1" "$root/usr/bin/python$1" >"$folder/bin/python$1"
  chmod +x "$folder/bin/python$1"
}

missing=
for version in "${native[@]}"; do have "$version" || missing="$missing $version"; done
sources=/etc/apt/sources.list.d/debian.sources
if [[ -n $missing ]] && command -v dpkg-deb >/dev/null && [[ -r $sources ]]; then
  echo "fetching Python$missing from Debian's development suite into $folder"
  mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial" "$folder/apt/sources"
  # The mirror that this machine uses already (the first entry of its list), at the development suite.
  awk 'BEGIN { RS = "" } NR == 1' "$sources" | sed 's/^Suites:.*/Suites: sid/' >"$folder/apt/sources/sid.sources"
  apt=(-o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$folder/apt/sources" -o "Dir::State::Lists=$folder/apt/lists"
    -o "Dir::Cache=$folder/apt/cache" -o "APT::Sandbox::User=$(id -un)")
  if apt-get "${apt[@]}" update -qq >/dev/null 2>&1; then
    for version in $missing; do unpack "$version" && offer "$folder/bin/python$version"; done
  else
    echo "skipped: the package lists of Debian's development suite cannot be read"
  fi
fi

if ! have 3.14.2 && command -v npm >/dev/null; then
  echo "installing pyodide $pyodide (CPython 3.14.2) into $folder"
  mkdir -p "$folder/pyodide"
  if npm install --prefix "$folder/pyodide" --no-audit --no-fund --no-save "pyodide@$pyodide" >/dev/null 2>&1; then
    printf '#!/bin/sh\nexec node %q %q "$@"\n' "$here/pyodide-run.mjs" "$folder/pyodide/node_modules/pyodide" >"$folder/bin/python3.14.2"
    chmod +x "$folder/bin/python3.14.2"
    offer "$folder/bin/python3.14.2"
  fi
fi

for version in "${versions[@]}"; do
  have "$version" || echo "skipped: no CPython for $version; install one with pyenv or uv and run this again"
done
sort -V "$list.new" >"$list"
rm "$list.new"
echo "$(wc -l <"$list") of ${#versions[@]} interpreters: $list"
