#!/bin/sh
# Makes src/Shared/Identity/Passwords/common-passwords.txt.gz anew: the passwords that are refused because everybody
# tries them, most used first, in lower case, one a line. Needs npm, node and gzip.
set -eu
package=@zxcvbn-ts/language-common
version=4.1.3
target=$(cd "$(dirname "$0")/.." && pwd)/src/Shared/Identity/Passwords/common-passwords.txt.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "$package@$version" >/dev/null
tar xzf ./*.tgz
node -e '
const words = JSON.parse(require("fs").readFileSync("package/src/passwords.json", "utf8"));
process.stdout.write([...new Set(words.map(word => word.toLowerCase()))].join("\n") + "\n");' | gzip -9n >"$target"
echo "$(gzip -dc "$target" | wc -l) passwords in $target"
