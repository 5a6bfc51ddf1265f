#!/usr/bin/env bash
# The gateway against a bare YARP app, nginx and HAProxy, all before the same nginx upstream on loopback.
# usage: bench/gateway.sh [pairs] [seconds]      (default: 10 pairs of 5 s, for throughput and again for latency; about 6 minutes)
# Needs wrk, nginx and haproxy (Debian packages of these names) and says so; installs nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
pairs=${1:-10} seconds=${2:-5} connections=64
for tool in wrk nginx haproxy; do
  PATH=$PATH:/usr/sbin command -v $tool >/dev/null || { echo "needs $tool: apt-get install $tool"; exit 2; }
done
PATH=$PATH:/usr/sbin
work=$(mktemp -d) pids=()
cleanup() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
port() { python3 - <<'P' 2>/dev/null || echo $((20000 + RANDOM % 20000))
import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])
P
}

echo "building (Release)..."
for p in src/Gateway bench/BareYarp bench/Bench; do dotnet build -c Release -v q -nologo $p; done
bench() { dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll "$@"; }

upstream=$(port) front=$(port) ha=$(port) bare=$(port) ours=$(port) h2c=$(port)
cat > "$work/nginx.conf" <<N
worker_processes 2; pid $work/nginx.pid; error_log $work/nginx.err; daemon off;
events { worker_connections 4096; }
http {
  access_log off; client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  keepalive_requests 1000000000;
  upstream up { server 127.0.0.1:$upstream; keepalive 128; keepalive_requests 1000000000; }
  server { listen 127.0.0.1:$upstream; location / { return 200 "ok"; } }
  server { listen 127.0.0.1:$front; location / { proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection ""; } }
}
N
cat > "$work/haproxy.cfg" <<H
global
  nbthread 2
  maxconn 4096
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
frontend f
  bind 127.0.0.1:$ha
  default_backend b
backend b
  server s 127.0.0.1:$upstream
H
nginx -c "$work/nginx.conf" 2>/dev/null & pids+=($!)
haproxy -f "$work/haproxy.cfg" >/dev/null 2>&1 & pids+=($!)
dotnet bench/BareYarp/bin/Release/net10.0/BareYarp.dll "$bare" "http://127.0.0.1:$upstream" >/dev/null & pids+=($!)
mkdir "$work/data" && bench table "$work/data/routes.json" "$upstream"
Mesh__DataDirectory="$work/data" Mesh__AllowLoopback=true Mesh__Gateway__Port=$ours Mesh__Gateway__H2cPort=$h2c \
  dotnet src/Gateway/bin/Release/net10.0/ToskaMesh.Gateway.dll >"$work/gateway.log" 2>&1 & pids+=($!)
declare -A url=([bare]=http://127.0.0.1:$bare/ [ours]=http://127.0.0.1:$ours/mesh/bench/ [nginx]=http://127.0.0.1:$front/ [haproxy]=http://127.0.0.1:$ha/)
for name in bare ours nginx haproxy; do
  for _ in $(seq 200); do curl -sf -o /dev/null "${url[$name]}" && break; sleep 0.1; done
  curl -sf -o /dev/null "${url[$name]}" || { echo "$name does not answer"; tail -n 20 "$work/gateway.log"; exit 1; }
done

rps() { wrk -t1 -c$connections -d"$2"s "${url[$1]}" | awk '/Non-2xx|Socket errors/ {bad=1; print > "/dev/stderr"} /Requests\/sec/ {print $2} END {exit bad}'; }
echo "warming up..."
for name in bare ours nginx haproxy; do rps $name 5 >/dev/null; rps $name 3 >/dev/null; done
for i in $(seq "$pairs"); do
  # The order within a pair alternates, so that neither always runs on the warmer machine.
  if ((i % 2)); then o=$(rps ours "$seconds"); b=$(rps bare "$seconds"); else b=$(rps bare "$seconds"); o=$(rps ours "$seconds"); fi
  n=$(rps nginx 2); h=$(rps haproxy 2)
  echo "$o $b" >> "$work/rps"; echo "$o $n" >> "$work/nginx.pairs"; echo "$o $h" >> "$work/haproxy.pairs"
  echo "pair $i: gateway $o/s, bare YARP $b/s, nginx $n/s, HAProxy $h/s"
done
rate=$(awk '{s += $2} END {printf "%d", s / NR / 2}' "$work/rps")
echo "latency at $rate requests/s (half of bare YARP's)..."
for i in $(seq "$pairs"); do
  if ((i % 2)); then o=$(bench fixed-rate "${url[ours]}" "$rate" 4); b=$(bench fixed-rate "${url[bare]}" "$rate" 4)
  else b=$(bench fixed-rate "${url[bare]}" "$rate" 4); o=$(bench fixed-rate "${url[ours]}" "$rate" 4); fi
  echo "${o#* } ${b#* }" >> "$work/p99"
  echo "pair $i: gateway p50/p99 $o ms, bare YARP $b ms"
done
echo "throughput, gateway : nginx    $(bench ratio "$work/nginx.pairs")"
echo "throughput, gateway : HAProxy  $(bench ratio "$work/haproxy.pairs")"
echo "p99, gateway : bare YARP       $(bench ratio "$work/p99")   target <= 1.1"
echo "throughput, gateway : bare YARP $(bench ratio "$work/rps")   target >= 0.95"
