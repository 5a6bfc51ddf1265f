#!/usr/bin/env bash
# What checking an access token costs the gateway: requests with a token each to a closed service, against requests
# without one to an open service of the same gateway, and against requests that carry as many bytes and are not checked.
# usage: bench/token.sh [pairs] [seconds] [tokens]     (default: 10 pairs of 4 s, 500 distinct tokens; about 4 minutes)
# Tokens live 10 minutes: pairs x seconds x 3 must stay below. Needs wrk and nginx and says so; installs nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
pairs=${1:-10} seconds=${2:-4} tokens=${3:-500} connections=64
for tool in wrk nginx; do
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
for p in src/Gateway bench/Bench; do dotnet build -c Release -v q -nologo $p; done
bench() { dotnet bench/Bench/bin/Release/net10.0/ToskaMesh.Bench.dll "$@"; }

upstream=$(port) gateway=$(port) h2c=$(port)
cat > "$work/nginx.conf" <<N
worker_processes 2; pid $work/nginx.pid; error_log $work/nginx.err; daemon off;
events { worker_connections 4096; }
http {
  access_log off; client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  keepalive_requests 1000000000;
  server { listen 127.0.0.1:$upstream; location / { return 200 "ok"; } }
}
N
nginx -c "$work/nginx.conf" 2>/dev/null & pids+=($!)
mkdir "$work/data" && bench tokens "$work/data" "$upstream" "$tokens"
Mesh__DataDirectory="$work/data" Mesh__AllowLoopback=true Mesh__Gateway__Port=$gateway Mesh__Gateway__H2cPort=$h2c \
  dotnet src/Gateway/bin/Release/net10.0/ToskaMesh.Gateway.dll >"$work/gateway.log" 2>&1 & pids+=($!)
server=$!
declare -A url=([none]=http://127.0.0.1:$gateway/mesh/bench/ [unread]=http://127.0.0.1:$gateway/mesh/bench/ [token]=http://127.0.0.1:$gateway/mesh/closed/)
for _ in $(seq 200); do curl -sf -o /dev/null "${url[none]}" && break; sleep 0.1; done
curl -sf -o /dev/null "${url[none]}" || { echo "the gateway does not answer"; tail -n 20 "$work/gateway.log"; exit 1; }
test "$(curl -s -o /dev/null -w '%{http_code}' "${url[token]}")" = 401 || { echo "the closed service is open"; exit 1; }

ticks() { awk '{print $14 + $15}' "/proc/$server/stat"; }
rps() { # kind seconds: requests a second; notes the gateway's processor time a request
  local before after; before=$(ticks)
  wrk -t1 -c$connections -d"$2"s -s bench/authorization.lua "${url[$1]}" -- "$work/data/$1" > "$work/out"
  after=$(ticks)
  awk -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v log_file="$work/cpu.$1" '
    /Non-2xx|Socket errors/ {bad=1; print > "/dev/stderr"} /requests in/ {n=$1} /Requests\/sec/ {print $2}
    END {print ticks / hz / n * 1e6 >> log_file; exit bad}' "$work/out"
}
echo "warming up..."
for kind in none unread token; do rps $kind 4 >/dev/null; rps $kind 3 >/dev/null; done
rm -f "$work"/cpu.*
for i in $(seq "$pairs"); do
  # The order alternates, so that none always runs on the warmer machine.
  if ((i % 2)); then t=$(rps token "$seconds"); n=$(rps none "$seconds"); u=$(rps unread "$seconds")
  else u=$(rps unread "$seconds"); n=$(rps none "$seconds"); t=$(rps token "$seconds"); fi
  echo "$t $n" >> "$work/none"; echo "$t $u" >> "$work/unread"
  echo "pair $i: with a token $t/s, without $n/s, as many bytes unread $u/s"
done
for kind in token none unread; do
  echo "processor time of the gateway a request, $kind: $(awk '{s += $1} END {printf "%.1f", s / NR}' "$work/cpu.$kind") us"
done
echo "with a token : as many bytes unread  $(bench ratio "$work/unread")"
echo "with a token : without               $(bench ratio "$work/none")   target >= 0.95"
