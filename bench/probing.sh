#!/usr/bin/env bash
# The control plane probes many instances over HTTP, each every 10 s with a timeout of 2 s: what that costs the function
# app, and how even the beat is, as the instances see it. Then every second instance becomes a black hole, which takes
# probes and never answers: what the others notice of it.
# usage: bench/probing.sh [instances] [seconds]      (default: 10,000 instances, 60 s after a warm-up and 60 s after the change; under 4 minutes)
# Linux only: it reads /proc.
set -euo pipefail
cd "$(dirname "$0")/.."
instances=${1:-10000} seconds=${2:-60} warmup=${WARMUP:-30}
work=$(mktemp -d) pids=()
cleanup() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
ulimit -n "$(ulimit -Hn)"
files=$(ulimit -n)
[ "$files" = unlimited ] && files=1000000
(( instances + instances / 2 < files )) || { echo "the function app needs up to one and a half open files for each instance: ulimit -n is $files"; exit 2; }

echo "building (Release)..."
for p in src/Functions bench/Bench; do dotnet build -c Release -v q -nologo $p; done
bench() { dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll "$@"; }

# The targets: each has a listener and a connection, so as many processes as it takes. Below the ports that the system gives away.
most=$((files / 3)) controls=() first=10000 left=$instances
while (( left > 0 )); do
  count=$((left < most ? left : most)) control=$((28000 + RANDOM % 1500 + ${#controls[@]}))
  dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll probe-targets "$control" "$first" "$count" >"$work/targets.log" 2>&1 & pids+=($!)
  for _ in $(seq 300); do curl -sf "http://127.0.0.1:$control/ports" >"$work/part" && break; sleep 0.1; done
  [ -s "$work/part" ] || { echo "the targets do not answer"; cat "$work/targets.log"; exit 1; }
  cat "$work/part" >> "$work/ports"
  controls+=("$control") first=$(($(tail -n 1 "$work/part") + 1)) left=$((left - count))
done
targets() { for c in "${controls[@]}"; do curl -sf "http://127.0.0.1:$c/$1" >"$work/$1-$c"; done; }

functions=$((30000 + RANDOM % 2500))
key=tsk_bench_$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d =)
export Logging__LogLevel__Default=Warning TOSKA_DATA="$work/data" Mesh__Profile=embedded Mesh__Tick=00:00:05 Mesh__AllowLoopback=true \
  Mesh__RateLimit__Reads=0 Mesh__RateLimit__Writes=0 Mesh__Health__Prober=functions Mesh__Bootstrap__ApiKey=$key Mesh__Identity__RotationSchedule=01:00:00 Mesh__Kubernetes__Schedule=01:00:00 \
  Mesh__ServiceBus='Endpoint=sb://localhost;SharedAccessKeyName=none;SharedAccessKey=none' Mesh__RabbitMQ=amqp://localhost
told=()
for f in RecordServiceEvents BuryServiceEvents ExportChanges BuryExports; do told+=("AzureWebJobs_${f}_Disabled=true" "AzureWebJobs_${f}OfTopic_Disabled=true"); done
env "${told[@]}" dotnet src/Functions/bin/Release/net10.0/ToskaMesh.Functions.dll --port "$functions" >"$work/functions.log" 2>&1 & app=$!; pids+=($app)
mesh=http://127.0.0.1:$functions
for _ in $(seq 300); do curl -sf -o /dev/null "$mesh/health/ready" && break; sleep 0.1; done
curl -sf -o /dev/null "$mesh/health/ready" || { echo "the function app is not ready"; tail -n 30 "$work/functions.log"; exit 1; }
bench register-probed "$mesh" "$key" "$work/ports"

cpu() { awk -v hz="$(getconf CLK_TCK)" '{sub(/.*\) /, ""); printf "%.2f", ($12 + $13) / hz}' "/proc/$app/stat"; }
memory() { awk '/VmRSS/ {printf "%d", $2 / 1024}' "/proc/$app/status"; }
unhealthy() {
  for s in $(seq 0 $(((instances - 1) / 100))); do curl -sf -H "X-API-Key: $key" "$mesh/api/Status/probed-$s?limit=100"; done \
    | grep -o '"status":"Unhealthy"' | wc -l || true
}
window() {
  targets begin
  local used mib start took
  used=$(cpu) mib=$(memory) start=$EPOCHREALTIME
  [ -z "${2:-}" ] || targets "$2"
  sleep "$seconds"
  took=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN {printf "%.2f", b - a}')
  awk -v n="$1" -v a="$used" -v b="$(cpu)" -v t="$took" -v m="$mib" -v o="$(memory)" -v s="$(ls "/proc/$app/fd" | wc -l)" -v w="$(awk '$4 == "06"' /proc/net/tcp | wc -l)" \
    'BEGIN {printf "%s: %.2f cores; memory %d to %d MiB; %d open files, %d connections in TIME_WAIT on the machine\n", n, (b - a) / t, m, o, s, w}' | tee -a "$work/windows"
  targets report
  bench probe-gaps "$took" "${controls[@]/#/$work/report-}" | tee -a "$work/windows"
}
echo "warming up for $warmup s..."
sleep "$warmup"
window "all well"
window "half black holes" swallow
echo "  unhealthy: $(unhealthy) of $instances"
if grep -oE '^[^ ]+ (warn|fail|crit|error) [^:]+' "$work/functions.log" >"$work/warnings"; then echo "the log warns:"; sed 's/^[^ ]* //' "$work/warnings" | sort | uniq -c | sort -rn | head -n 10; fi
awk '/ cores;/ {match($0, /[0-9.]+ cores/); printf "one core of two : the function app, %-17s ratio %.2f   target > 1\n", substr($0, 1, index($0, ":") - 1), 1 / substr($0, RSTART)}
  /^  well:/ {sub(/.*max /, ""); longest[++n] = $1; printf "two intervals : the longest gap of the well       ratio %.2f   target >= 1\n", 20 / $1}
  END {printf "growth of that gap with the black holes : interval ratio %.2f   target <= 1\n", (longest[2] - longest[1]) / 10}' "$work/windows"
