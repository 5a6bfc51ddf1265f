#!/bin/sh
# Installs the schemas that the tests of infra/kubernetes need, with npm, into .toska/schemas. Again does no harm.
set -eu
cd "$(dirname "$0")/.."
folder=.toska/schemas
package=tests/Infra.Tests/Kubernetes/package.json
if [ -e "$folder/node_modules/.package-lock.json" ] && cmp -s "$package" "$folder/package.json"; then exit 0; fi
command -v npm >/dev/null || { echo "The schemas need Node.js with npm: https://nodejs.org" >&2; exit 1; }
mkdir -p "$folder"
# Copied last: a copy says that the installation ended.
npm install --prefix "$folder" --no-audit --no-fund --no-save --loglevel=error \
    $(sed -n 's/^    "\(.*\)": "\(.*\)",\{0,1\}$/\1@\2/p' "$package") >&2
cp "$package" "$folder/package.json"
