#!/usr/bin/env bash
# Registrations, heartbeats and reads, 64 in flight over HTTP, against etcd's put, lease keep-alive and linearizable get
# over its HTTP gateway. Both with real fsync on the same disk, in interleaved pairs, each once the mesh has done what the
# load before it left to do. Beside the rates it says what processor time a request took in each process, since that
# depends less on what else runs; "in all" has what followed the requests in it (events, tables).
# usage: bench/registry.sh [embedded|local] [pairs] [seconds]      (default: embedded, 5 pairs of 4 s; about 4 minutes)
# Needs wrk and etcd (Debian packages wrk and etcd-server); local also what scripts/servers.sh installs. Installs nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
profile=${1:-embedded} pairs=${2:-5} seconds=${3:-4} connections=64
for tool in wrk etcd curl; do command -v $tool >/dev/null || { echo "needs $tool: apt-get install wrk etcd-server curl"; exit 2; }; done
work=$(mktemp -d) pids=()
chmod 755 "$work"
base=$((22000 + RANDOM % 4000))
servers=(bash scripts/servers.sh)
server_options=(--dir "$work/servers" --postgres-port $((base + 10)) --redis-port $((base + 11)) --rabbitmq-port $((base + 12)) --azurite-port $((base + 13)))
cleanup() {
  for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done
  wait 2>/dev/null || true
  [ "$profile" = local ] && "${servers[@]}" stop "${server_options[@]}" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT

echo "building (Release)..."
for p in src/Functions bench/Bench; do dotnet build -c Release -v q -nologo $p; done
functions=$base client=$((base + 1)) peer=$((base + 2))
app=src/Functions/bin/Release/net10.0/ToskaMesh.Functions.dll
export Logging__LogLevel__Default=Warning TOSKA_DATA="$work/data" Mesh__Profile=$profile Mesh__Tick=00:00:05 Mesh__RateLimit__Reads=0 Mesh__RateLimit__Writes=0 Mesh__AllowLoopback=true
KEY=tsk_bench_$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d =)
export KEY Mesh__Bootstrap__ApiKey=$KEY Mesh__Identity__RotationSchedule=01:00:00 Mesh__Kubernetes__Schedule=01:00:00 NET=1
if [ "$profile" = local ]; then
  "${servers[@]}" start "${server_options[@]}"
  while IFS= read -r line; do export "${line?}"; done < <("${servers[@]}" settings "${server_options[@]}")
  export Mesh__Identity__MasterKey
  Mesh__Identity__MasterKey=$(head -c 32 /dev/urandom | base64)
  dotnet $app migrate
fi
unused=(Mesh__ServiceBus='Endpoint=sb://localhost;SharedAccessKeyName=none;SharedAccessKey=none')
for f in RecordServiceEvents BuryServiceEvents ExportChanges BuryExports; do
  unused+=("AzureWebJobs_${f}OfTopic_Disabled=true")
  [ "$profile" = local ] || unused+=("AzureWebJobs_${f}_Disabled=true" Mesh__RabbitMQ=amqp://guest:guest@127.0.0.1:5672)
done
env "${unused[@]}" dotnet $app --port "$functions" >"$work/functions.log" 2>&1 & pids+=($!)
etcd --name n1 --data-dir "$work/etcd" --listen-client-urls http://127.0.0.1:$client --advertise-client-urls http://127.0.0.1:$client \
  --listen-peer-urls http://127.0.0.1:$peer --initial-advertise-peer-urls http://127.0.0.1:$peer \
  --initial-cluster n1=http://127.0.0.1:$peer --logger zap --log-level error >"$work/etcd.log" 2>&1 & pids+=($!)
mesh=http://127.0.0.1:$functions etcd=http://127.0.0.1:$client
for _ in $(seq 300); do curl -sf -o /dev/null "$mesh/health/ready" && curl -sf -o /dev/null "$etcd/health" && break; sleep 0.1; done
curl -sf -o /dev/null "$mesh/health/ready" || { echo "the function app is not ready"; tail -n 30 "$work/functions.log"; exit 1; }

echo "seeding 1,000 instances, keys and leases..."
seed() {
  seq 1000 | xargs -P 8 -I{} curl -sf -o /dev/null -X POST "$mesh/api/ServiceRegistration/register" -H "X-API-Key: $KEY" -H 'Content-Type: application/json' \
    -d '{"serviceName":"seed","serviceId":"i-seed-{}","address":"10.250.0.1","port":{},"metadata":{"version":"1.4.2"},"leaseSeconds":900}'
  value=$(head -c 300 /dev/urandom | base64 -w0)
  for n in $(seq 1000); do printf '%s%08d\n' seed "$n"; done > "$work/keys"
  xargs -P 8 -I{} curl -sf -o /dev/null -X POST "$etcd/v3/kv/put" -d "{\"key\":\"{}\",\"value\":\"$value\"}" < "$work/keys"
  seq 1000 | xargs -P 8 -I{} curl -sf -X POST "$etcd/v3/lease/grant" -d '{"TTL":"3600"}' | grep -o '"ID":"[0-9]*"' | grep -o '[0-9]*' > "$work/leases"
}
seed
export VALUE=$value KEYS=$work/keys LEASES=$work/leases

# Microseconds of processor time that a process and all that it started have taken.
tick=$((1000000 / $(getconf CLK_TCK)))
spent() {
  local sum=0 next=("$1") p stat
  while ((${#next[@]})); do
    p=${next[0]} next=("${next[@]:1}")
    stat=$(cat "/proc/$p/stat" 2>/dev/null) || continue
    read -ra stat <<<"${stat##*) }"
    sum=$((sum + stat[11] + stat[12] + stat[13] + stat[14]))
    next+=($(pgrep -P "$p" || true))
  done
  echo $((sum * tick))
}
declare -A process=([app]=${pids[0]} [etcd]=${pids[1]})
parts=(app)
if [ "$profile" = local ]; then
  while read -r name _ pid _; do process[$name]=$pid; done < <("${servers[@]}" status "${server_options[@]}" 2>&1)
  parts+=(postgres rabbitmq redis azurite)
fi
spent_by() { for part in "$@"; do echo "$part $(spent "${process[$part]}")"; done; }
# What each part took from one file to another, for each of so many requests.
share() { paste "$1" "$2" | awk -v n="$3" '{ printf "%s%s %.0f", (NR > 1 ? ", " : ""), $1, ($4 - $2) / n }'; }

# Half a second in which the app does next to nothing; a minute at most.
settle() {
  local before after
  for _ in $(seq 120); do
    before=$(spent "${process[app]}"); sleep 0.5; after=$(spent "${process[app]}")
    ((after - before > 30000)) || return 0
  done
  echo "the function app was not idle within a minute" >&2
}

# What wrk reports as non-2xx fails the bench: an error is answered fast.
load() {
  local url=$mesh of=("${parts[@]}") requests; [[ $1 == etcd-* ]] && url=$etcd of=(etcd)
  settle
  spent_by "${of[@]}" > "$work/before"
  wrk -t1 -c$connections -d"$2"s -s "bench/registry/$1.lua" "$url" > "$work/wrk" || { cat "$work/wrk"; exit 1; }
  if grep -q "Non-2xx" "$work/wrk"; then
    cat "$work/wrk" >&2
    { cat "bench/registry/$1.lua"; echo 'function response(status, _, body) if status >= 300 then print(status, body) end end'; } > "$work/say.lua"
    wrk -t1 -c$connections -d1s -s "$work/say.lua" "$url" | head -n 5 >&2
    tail -n 5 "$work/functions.log" >&2
    exit 1
  fi
  spent_by "${of[@]}" > "$work/after"
  requests=$(awk '/requests in/ {print $1}' "$work/wrk")
  share "$work/before" "$work/after" "$requests" > "$work/took"
  if [[ $1 == mesh-register ]]; then
    settle
    spent_by "${of[@]}" > "$work/after"
    echo "; in all $(share "$work/before" "$work/after" "$requests")" >> "$work/took"
  fi
  awk '/Requests\/sec/ {print $2}' "$work/wrk"
}
compare() {
  : > "$work/$3"
  RUN=w$3 NET=0 PREFIX=wwww load "$1" 3 >/dev/null; RUN=w2$3 PREFIX=xxxx load "$2" 2 >/dev/null
  for i in $(seq "$pairs"); do
    export RUN=$3$i PREFIX NET=$((i + 1)); PREFIX=$(printf 'p%03d' "$i")
    if ((i % 2)); then order=("$1" "$2"); else order=("$2" "$1"); fi
    for script in "${order[@]}"; do
      rate=$(load "$script" "$seconds")
      if [[ $script == etcd-* ]]; then e=$rate e_took=$(<"$work/took"); else m=$rate m_took=$(<"$work/took"); fi
    done
    echo "$m $e" >> "$work/$3"
    echo "$3 $i: mesh $m/s, etcd $e/s; µs of processor time a request: mesh $m_took; $e_took"
  done
}
compare mesh-read etcd-get reads
compare mesh-heartbeat etcd-keepalive heartbeats
compare mesh-register etcd-put registrations
bench() { dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll "$@"; }
echo "$profile: reads : etcd get                 $(bench ratio "$work/reads")   target >= 3"
echo "$profile: heartbeats : etcd keep-alive     $(bench ratio "$work/heartbeats")   target >= 1"
echo "$profile: registrations : etcd put         $(bench ratio "$work/registrations")   target >= 0.2 (docs/adr/0016)"
