#!/usr/bin/env bash
# From sending a registration to the first answer through the gateway, real processes, nothing else on the mesh.
# usage: bench/first-request.sh [count] [embedded|local]      (default 500, embedded; under a minute)
# local needs what "scripts/servers.sh install" installs.
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-500} profile=${2:-embedded}
work=$(mktemp -d) pids=() told=()
chmod 755 "$work"
base=$((20000 + RANDOM % 6000))
servers=(--dir "$work/servers" --postgres-port $((base + 10)) --redis-port $((base + 11)) --rabbitmq-port $((base + 12)) --azurite-port $((base + 13)))
cleanup() {
  for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done
  wait 2>/dev/null || true
  [ "$profile" = local ] && bash scripts/servers.sh stop "${servers[@]}" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT
functions=$base gateway=$((base + 1))
app=src/Functions/bin/Release/net10.0/ToskaMesh.Functions.dll
echo "building (Release)..."
for p in src/Functions src/Gateway bench/Bench; do dotnet build -c Release -v q -nologo $p; done
key=tsk_bench_$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d =)
export TOSKA_DATA="$work" Mesh__Profile=$profile Mesh__Tick=00:00:05 Mesh__Identity__RotationSchedule=01:00:00 Mesh__Kubernetes__Schedule=01:00:00 Mesh__Bootstrap__ApiKey=$key Mesh__AllowLoopback=true \
  Mesh__Gateway__Port=$gateway Mesh__Gateway__H2cPort=$((base + 2)) Mesh__Gateway__ControlPlane=http://127.0.0.1:$functions
# Functions of a broker that this run does not have; the host wants to know where it were all the same.
told+=(Mesh__ServiceBus='Endpoint=sb://localhost;SharedAccessKeyName=none;SharedAccessKey=none' Mesh__RabbitMQ=amqp://localhost)
for f in RecordServiceEvents BuryServiceEvents ExportChanges BuryExports; do
  told+=("AzureWebJobs_${f}OfTopic_Disabled=true")
  [ "$profile" = local ] || told+=("AzureWebJobs_${f}_Disabled=true")
done
if [ "$profile" = local ]; then
  bash scripts/servers.sh start "${servers[@]}"
  while IFS= read -r setting; do told+=("$setting"); done < <(bash scripts/servers.sh settings "${servers[@]}")
  told+=("Mesh__Identity__MasterKey=$(head -c 32 /dev/urandom | base64)")
  env "${told[@]}" dotnet $app migrate
fi
env "${told[@]}" dotnet $app --port "$functions" >"$work/functions.log" 2>&1 & pids+=($!)
env "${told[@]}" dotnet src/Gateway/bin/Release/net10.0/ToskaMesh.Gateway.dll >"$work/gateway.log" 2>&1 & pids+=($!)
for _ in $(seq 300); do
  curl -sf -o /dev/null "http://127.0.0.1:$functions/health/ready" && curl -sf -o /dev/null "http://127.0.0.1:$gateway/health/ready" && break
  curl -s -o /dev/null -H "X-API-Key: $key" "http://127.0.0.1:$functions/api/ServiceDiscovery/services" || true
  sleep 0.1
done
dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll first-request "http://127.0.0.1:$functions" "http://127.0.0.1:$gateway" "$key" "$count"
