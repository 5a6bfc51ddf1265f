#!/bin/sh
# Writes anew what is made from other files of this clone: docs/settings.md and the snapshots of infra. Read the diff afterwards.
set -eu
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet build tests/Infra.Tests -v q -nologo
TOSKA_RENEW=1 tests/Infra.Tests/bin/Debug/net10.0/ToskaMesh.Infra.Tests
git status --short docs infra tests/Infra.Tests
