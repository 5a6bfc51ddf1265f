#!/usr/bin/env bash
# From sending a registration to the first answer through the gateway, embedded profile, real processes.
# usage: bench/first-request.sh [count]      (default 500; under a minute)
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d) pids=()
cleanup() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
functions=$((20000 + RANDOM % 10000)) gateway=$((30000 + RANDOM % 2000))
echo "building (Release)..."
for p in src/Functions src/Gateway bench/Bench; do dotnet build -c Release -v q -nologo $p; done
export Mesh__Profile=embedded TOSKA_DATA="$work" Mesh__Tick=00:00:05 Mesh__Gateway__Port=$gateway \
  Mesh__Gateway__H2cPort=$((gateway + 1)) Mesh__Gateway__ControlPlane=http://127.0.0.1:$functions
dotnet src/Functions/bin/Release/net10.0/ToskaMesh.Functions.dll --port $functions >"$work/functions.log" 2>&1 & pids+=($!)
dotnet src/Gateway/bin/Release/net10.0/ToskaMesh.Gateway.dll >"$work/gateway.log" 2>&1 & pids+=($!)
for p in $functions $gateway; do
  for _ in $(seq 200); do curl -sf -o /dev/null http://127.0.0.1:$p/health/live && break; sleep 0.1; done
done
for _ in $(seq 100); do [ -s "$work/api-key" ] && curl -sf -o /dev/null http://127.0.0.1:$gateway/health/ready && break; curl -s -o /dev/null http://127.0.0.1:$functions/health/ready; sleep 0.1; done
dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll first-request http://127.0.0.1:$functions http://127.0.0.1:$gateway "$(cat "$work/api-key")" "${1:-500}"
