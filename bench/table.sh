#!/usr/bin/env bash
# What a change costs in a large mesh: the whole route table compiled, written and applied by a gateway under load,
# at full size and at a tenth of it.
# usage: bench/table.sh [rounds] [services] [instances]      (default 10, 10000, 100000; under a minute)
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-10} services=${2:-10000} instances=${3:-100000}
work=$(mktemp -d) pids=()
cleanup() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
base=$((20000 + RANDOM % 6000))
upstream=$base
echo "building (Release)..."
for p in src/Gateway bench/Bench; do dotnet build -c Release -v q -nologo $p; done
dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll upstream "$upstream" >/dev/null & pids+=($!)
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg), processors: $(nproc)"

measure() { # NAME PORT SERVICES INSTANCES
  mkdir "$work/$1"
  Mesh__DataDirectory="$work/$1" Mesh__AllowLoopback=true Mesh__Gateway__Port=$2 Mesh__Gateway__H2cPort=$(($2 + 1)) \
    dotnet src/Gateway/bin/Release/net10.0/ToskaMesh.Gateway.dll >"$work/$1.log" 2>&1 & gateway=$!
  pids+=("$gateway")
  for _ in $(seq 300); do curl -sf -o /dev/null "http://127.0.0.1:$2/health/live" && break; sleep 0.1; done
  dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll table-swap "$work/$1/routes.json" "http://127.0.0.1:$2" "$upstream" "$3" "$4" "$rounds" > "$work/$1.figures"
  echo "$3 services, $4 instances, $(wc -c <"$work/$1/routes.json") bytes: $(awk '{printf "compiled in %.0f ms, written in %.0f ms, applied in %.0f ms (medians); longest wait of a request %.0f ms, without a swap %.0f ms", $1, $2, $3, $4, $5}' "$work/$1.figures"); gateway $(awk '/VmRSS/ {printf "%d MiB", $2 / 1024}' "/proc/$gateway/status")"
  kill "$gateway"
}
measure tenth $((base + 2)) $((services / 10)) $((instances / 10))
measure full $((base + 4)) "$services" "$instances"
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
paste -d' ' "$work/full.figures" "$work/tenth.figures" | awk '{
  printf "longest wait during a swap: %.0f ms   target <= 50\n", $4
  printf "compile, write and apply: %.2f s   target < 2\n", ($1 + $2 + $3) / 1000
  printf "growth by ten times the size: compile %.1f, write %.1f, apply %.1f   target <= 10\n", $1 / $6, $2 / $7, $3 / $8 }'
