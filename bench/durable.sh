#!/usr/bin/env bash
# Orchestrations of the emulator: how many of one activity end in a second, and how long one with 1,000 activities takes.
# A store of its own, made anew for each round, with synchronous=FULL as always; the clients are in the same process.
# usage: bench/durable.sh [rounds] [orchestrations]      (default: 5 rounds of 3,000; under a minute)
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5} count=${2:-3000} callers=64 activities=1000
work=$(mktemp -d) pid=
stop() { [ -n "$pid" ] && { kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; }; pid=; }
trap 'stop; rm -rf "$work"' EXIT
echo "building (Release)..."
for p in bench/Orchestrations bench/Bench; do dotnet build -c Release -v q -nologo $p; done
export Logging__LogLevel__Default=Warning
for round in $(seq "$rounds"); do
  port=$((24000 + RANDOM % 4000)) url=
  TOSKA_DATA="$work/$round" dotnet bench/Orchestrations/bin/Release/net10.0/ToskaMesh.Bench.Orchestrations.dll --port $port >"$work/log" 2>&1 & pid=$!
  url=http://127.0.0.1:$port
  for _ in $(seq 100); do curl -sf -o /dev/null "$url/admin/host/ping" && break; sleep 0.1; done
  # The first of each warms the code up; the second is what counts.
  curl -sf "$url/single/500/$callers" >/dev/null || { cat "$work/log"; exit 1; }
  curl -sf "$url/fan-out/$activities" >/dev/null
  single=$(curl -sf "$url/single/$count/$callers") fan=$(curl -sf "$url/fan-out/$activities")
  echo "round $round: $single orchestrations/s, fan-out of $activities in $fan s"
  echo "$single 300" >> "$work/single"
  echo "2 $fan" >> "$work/fan"
  stop
done
bench() { dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll "$@"; }
echo "orchestrations of one activity a second : 300    $(bench ratio "$work/single")   target >= 1"
echo "2 s : seconds of a fan-out of $activities         $(bench ratio "$work/fan")   target >= 1"
