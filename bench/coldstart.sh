#!/usr/bin/env bash
# How long the published builds (ReadyToRun, as the images have them) take from the start of a process to their first answer,
# and what memory they hold when idle.
# usage: bench/coldstart.sh [runs]      (default 15; about two minutes after the builds)
# COLDSTART_BUILDS=FOLDER keeps the published builds there, and takes those that are there already.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-15}
work=$(mktemp -d) pids=()
cleanup() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
builds=${COLDSTART_BUILDS:-$work/builds}
base=$((20000 + RANDOM % 6000))
functions=$base gateway=$((base + 1)) h2c=$((base + 2)) upstream=$((base + 3))
echo "building (Release, ReadyToRun)..."
for p in Functions Gateway; do
  [ -f "$builds/$p/ToskaMesh.$p.dll" ] || dotnet publish src/$p -c Release -r linux-x64 --no-self-contained -v q -nologo -o "$builds/$p"
done
dotnet build -c Release -v q -nologo bench/Bench
bench() { dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll "$@"; }
Mesh__Bootstrap__ApiKey=tsk_bench_$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d =)
export Mesh__Bootstrap__ApiKey Mesh__AllowLoopback=true

mkdir -p "$work/gateway"
bench table "$work/gateway/routes.json" "$upstream"
# Not by the function: what would then be stopped is only the shell around it.
dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll upstream "$upstream" >/dev/null & pids+=($!)
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg), processors: $(nproc)"
missed=0

# A store that exists, as after any start but the first, and a read that goes to it. Functions of a broker that is not here are off.
told=(Mesh__ServiceBus='Endpoint=sb://localhost;SharedAccessKeyName=none;SharedAccessKey=none' Mesh__RabbitMQ=amqp://localhost)
for f in RecordServiceEvents BuryServiceEvents ExportChanges BuryExports; do told+=("AzureWebJobs_${f}_Disabled=true" "AzureWebJobs_${f}OfTopic_Disabled=true"); done
(
  export TOSKA_DATA="$work/functions" Mesh__Profile=embedded Mesh__Tick=00:00:05 Mesh__Identity__RotationSchedule=01:00:00 Mesh__Kubernetes__Schedule=01:00:00 "${told[@]}"
  bench cold-start "function app" "http://127.0.0.1:$functions/api/ServiceDiscovery/services" 1500 "$runs" \
    dotnet "$builds/Functions/ToskaMesh.Functions.dll" --port "$functions"
) || missed=1

# Its own copy of the route table is there, the control plane is not: the first request that is forwarded.
(
  # A key would have to be judged by a control plane; the service is anonymous.
  unset Mesh__Bootstrap__ApiKey
  export Mesh__DataDirectory="$work/gateway" Mesh__Gateway__Port=$gateway Mesh__Gateway__H2cPort=$h2c
  bench cold-start "gateway" "http://127.0.0.1:$gateway/mesh/bench/" 700 "$runs" dotnet "$builds/Gateway/ToskaMesh.Gateway.dll"
) || missed=1
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
exit $missed
