#!/usr/bin/env bash
# Installs the source distribution where there is no cargo, and where there is one but no network: both must succeed,
# in Python. Where cargo is there, installs with it too, and says what the extension weighs.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git -C "$root" archive HEAD | tar -x -C "$work" --one-top-level=source

# What is handed out: it must hold all that the extension is built from.
python=$(command -v python3)
"$python" -m venv "$work/tools"
"$work/tools/bin/pip" install -q -c "$root/constraints.txt" build
"$work/tools/bin/python" -m build -q --sdist --outdir "$work/dist" "$work/source"
sdist=$(echo "$work"/dist/*.tar.gz)
tar -tzf "$sdist" | sed 's|^[^/]*/||' | sort >"$work/held"
for file in $(git -C "$root" ls-files native/Cargo.toml native/Cargo.lock 'native/src/*' native/merging); do
  grep -qx "$file" "$work/held" || { echo "$file is not in the source distribution: see MANIFEST.in" >&2; exit 1; }
done
echo "source distribution: $(stat -c %s "$sdist") bytes, with all of native/"

# A PATH with what an installation takes, and no cargo.
plain=$work/plain
mkdir "$plain"
for tool in env sh bash uname git; do ln -s "$(command -v "$tool")" "$plain/$tool"; done

# try NAME WANTED VARIABLE=VALUE...: installs with these variables, and sees which path analyses.
try() {
  local name=$1 wanted=$2 said
  shift 2
  "$python" -m venv "$work/$name"
  SECONDS=0
  env "$@" "$work/$name/bin/pip" install -q -c "$root/constraints.txt" "$sdist"
  said=$(cd "$work" && "$work/$name/bin/python" -c 'from indexer.analysis import analysis_path; print(analysis_path())')
  echo "$name: installed in $SECONDS s, lines are made $said"
  [[ $said == $wanted ]] || { echo "$name: wanted $wanted" >&2; exit 1; }
}

try no-cargo "in Python*" PATH="$plain"
if command -v cargo >/dev/null; then
  try no-network "in Python*" CARGO_NET_OFFLINE=true CARGO_HOME="$work/empty-cargo"
  try cargo compiled
  ls -l "$work"/cargo/lib/python*/site-packages/indexer/analysis/_native*
fi
