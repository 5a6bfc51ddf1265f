#!/bin/sh
# Compiles and lints infra/bicep with the compiler of tests/Infra.Tests, and fails on anything that it says: a wrong property is
# a warning only. Linux with x64.
set -eu
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet restore tests/Infra.Tests -v q
bicep=$(dotnet msbuild tests/Infra.Tests -getItem:AssemblyMetadata | sed -n 's/^ *"Value": "\(.*\/tools\/bicep\)",\{0,1\}$/\1/p')
chmod +x "$bicep"
# The one parameter without a default.
export SERVICE_GATEWAY_IMAGE_NAME=registry.example/toskamesh-gateway:1.0.0
status=0
check() {
    said=$("$bicep" "$@" 2>&1 >/dev/null) || status=1
    [ -z "$said" ] || { printf '%s\n' "$said"; status=1; }
}
for template in main gateway; do
    check build "infra/bicep/$template.bicep" --stdout
    check lint "infra/bicep/$template.bicep"
done
for parameters in infra/bicep/*.bicepparam; do check build-params "$parameters" --stdout; done
[ "$status" = 0 ] && echo "The templates are in order."
exit "$status"
