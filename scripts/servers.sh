#!/usr/bin/env bash
# The servers of the profile "local" on loopback of this machine: no systemd, no containers, nothing outside their
# folder but the installed packages.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=$root/.toska/servers
azurite_version=3.37.0
openid_client_version=6.8.9
azurite=${TOSKA_AZURITE:-$tools/node_modules/azurite/dist/src/azurite.js}
dir=${TOSKA_SERVERS:-$tools}
postgres_port=${TOSKA_POSTGRES_PORT:-5432}
redis_port=${TOSKA_REDIS_PORT:-6379}
rabbitmq_port=${TOSKA_RABBITMQ_PORT:-5672}
azurite_port=${TOSKA_AZURITE_PORT:-10000}
all=(postgres redis rabbitmq azurite)
names=()

usage() {
    cat <<USAGE
Usage: scripts/servers.sh install|start|stop|status|settings [OPTION]... [SERVER]...

Runs the servers of the profile "local": postgres, redis, rabbitmq, azurite (all of them where none is named).

  install   installs what is missing: Debian packages (as root, or with sudo), and Azurite with npm
  start     starts what does not run, and waits until it can be used; again does no harm
  stop      ends what "start" started, and nothing else
  status    a line for each server: name, state (ready, unready, stopped), process, address
  settings  what the function app and the gateway are told of them, as NAME=VALUE lines for the environment

  --dir DIR               their data and logs        [TOSKA_SERVERS, .toska/servers in the clone]
  --postgres-port N       PostgreSQL                 [TOSKA_POSTGRES_PORT, 5432]
  --redis-port N          Redis                      [TOSKA_REDIS_PORT, 6379]
  --rabbitmq-port N       RabbitMQ; its management is at N + 10000, its own traffic at N + 20000 and the next
                                                     [TOSKA_RABBITMQ_PORT, 5672]
  --azurite-port N        Azurite's blobs; queues and tables on the next two
                                                     [TOSKA_AZURITE_PORT, 10000]
  --help

They keep what they acknowledged when killed, but for Redis, which holds nothing that may not go, and for Azurite, which
writes its index every five seconds. Whoever reaches loopback may use them: for development and tests.

Examples:
  scripts/servers.sh install && scripts/servers.sh start
  env \$(scripts/servers.sh settings) dotnet run --project src/Functions
  scripts/servers.sh stop

Exit status: 0 done, 1 failed ("status": not everything is ready), 2 the command line is not understood.
USAGE
}

say() { echo "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

misused() {
    say "$1"
    say "Try: scripts/servers.sh --help"
    exit 2
}

# ---- what each server is -------------------------------------------------------------------------------------------

title() {
    case $1 in
        postgres) echo PostgreSQL ;;
        redis) echo Redis ;;
        rabbitmq) echo RabbitMQ ;;
        azurite) echo Azurite ;;
    esac
}

# The port that others use first, then the rest.
ports() {
    case $1 in
        postgres) echo "$postgres_port" ;;
        redis) echo "$redis_port" ;;
        rabbitmq) echo "$rabbitmq_port $((rabbitmq_port + 10000)) $((rabbitmq_port + 20000)) $((rabbitmq_port + 20001))" ;;
        azurite) echo "$azurite_port $((azurite_port + 1)) $((azurite_port + 2))" ;;
    esac
}

address() {
    local port
    read -r port _ <<<"$(ports "$1")"
    echo "127.0.0.1:$port"
}

# Where a package's server is; empty when it is not installed.
program() {
    case $1 in
        postgres)
            # Debian keeps versions side by side, off the path.
            local found
            found=$(find /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -n 1)
            echo "${found:-$(command -v postgres)}"
            ;;
        redis) command -v redis-server ;;
        # The one on the path changes folder and user.
        rabbitmq) find /usr/lib/rabbitmq/bin/rabbitmq-server 2>/dev/null || command -v rabbitmq-server ;;
        azurite) find "$azurite" 2>/dev/null ;;
    esac || true
}

# A tool of the same version as the server.
postgres_tool() { echo "$(dirname "$(program postgres)")/$1"; }

prepare_postgres() {
    if [ -d "$dir/postgres/data" ]; then return; fi
    own postgres "$dir/postgres"
    say "PostgreSQL: making $dir/postgres/data"
    # In its place only once it is whole.
    rm -rf "$dir/postgres/data.new"
    echo toskamesh >"$dir/postgres/password"
    own postgres "$dir/postgres/password"
    as postgres "$(postgres_tool initdb)" -D "$dir/postgres/data.new" -U toskamesh --pwfile="$dir/postgres/password" \
        --auth=scram-sha-256 -E UTF8 --locale=C.UTF-8 >"$dir/run/postgres.log" 2>&1 || not_started postgres
    rm "$dir/postgres/password"
    mv "$dir/postgres/data.new" "$dir/postgres/data"
}

launch_postgres() {
    launch postgres "$(program postgres)" -D "$dir/postgres/data" -p "$postgres_port" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200
}

ready_postgres() { "$(postgres_tool pg_isready)" -q -t 2 -h 127.0.0.1 -p "$postgres_port"; }

finish_postgres() {
    local found
    found=$(sql postgres "SELECT 1 FROM pg_database WHERE datname = 'toskamesh'")
    [ -n "$found" ] || sql postgres "CREATE DATABASE toskamesh" >/dev/null
}

sql() { PGPASSWORD=toskamesh "$(postgres_tool psql)" -h 127.0.0.1 -p "$postgres_port" -U toskamesh -d "$1" -XAtqc "$2"; }

prepare_redis() { own redis "$dir/redis"; }

# Nothing on disk, since nothing in it may not go; full, it forgets first what would end soonest anyway.
launch_redis() {
    launch redis "$(program redis)" --bind 127.0.0.1 --port "$redis_port" --dir "$dir/redis" --save '' --appendonly no \
        --maxmemory 256mb --maxmemory-policy volatile-ttl
}

ready_redis() { [ "$(ask "$redis_port" 'PING\r\n')" = +PONG ]; }

prepare_rabbitmq() {
    own rabbitmq "$dir/rabbitmq"
    echo '[rabbitmq_management,rabbitmq_amqp1_0].' >"$dir/rabbitmq/enabled_plugins"
    cat >"$dir/rabbitmq/rabbitmq.conf" <<CONF
listeners.tcp.default = 127.0.0.1:$rabbitmq_port
management.tcp.ip = 127.0.0.1
management.tcp.port = $((rabbitmq_port + 10000))
log.console = false
log.file.rotation.size = 10000000
log.file.rotation.count = 2
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 50MB
CONF
    own rabbitmq "$dir/rabbitmq"/{enabled_plugins,rabbitmq.conf}
}

launch_rabbitmq() {
    local epmd_port=$((rabbitmq_port + 20001))
    # Erlang would start its name server by itself, out of reach of "stop".
    pid_of epmd >/dev/null || launch epmd epmd -port "$epmd_port" -address 127.0.0.1
    wait_until 50 listens "$epmd_port" || not_started epmd
    # RUNNING_UNDER_SYSTEMD makes the script become the server instead of waiting beside it.
    launch rabbitmq env RUNNING_UNDER_SYSTEMD=true HOME="$dir/rabbitmq" \
        RABBITMQ_NODENAME=toskamesh@localhost RABBITMQ_MNESIA_BASE="$dir/rabbitmq/mnesia" RABBITMQ_LOG_BASE="$dir/rabbitmq/log" \
        RABBITMQ_CONFIG_FILE="$dir/rabbitmq/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$dir/rabbitmq/enabled_plugins" \
        RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$rabbitmq_port" \
        RABBITMQ_DIST_PORT=$((rabbitmq_port + 20000)) ERL_EPMD_PORT="$epmd_port" ERL_EPMD_ADDRESS=127.0.0.1 \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none" \
        "$(program rabbitmq)"
}

# The first byte of a frame of AMQP 0-9-1: it listens before it answers.
ready_rabbitmq() {
    [[ $(ask "$rabbitmq_port" 'AMQP\0\0\011\001') == $'\001'* && $(ask $((rabbitmq_port + 10000)) 'GET / HTTP/1.0\r\n\r\n') == HTTP/* ]]
}

prepare_azurite() { mkdir -p "$dir/azurite"; }

# Without --disableTelemetry its end can take minutes; newer clients than itself need --skipApiVersionCheck.
launch_azurite() {
    launch azurite node "$azurite" --silent --disableTelemetry --skipApiVersionCheck --location "$dir/azurite" \
        --blobHost 127.0.0.1 --blobPort "$azurite_port" --queueHost 127.0.0.1 --queuePort $((azurite_port + 1)) \
        --tableHost 127.0.0.1 --tablePort $((azurite_port + 2))
}

ready_azurite() {
    local port
    for port in $(ports azurite); do [[ $(ask "$port" 'GET / HTTP/1.0\r\n\r\n') == HTTP/* ]] || return 1; done
}

# ---- processes -----------------------------------------------------------------------------------------------------

# The user whom a server's package made for it, when root starts it; PostgreSQL refuses root.
user_of() {
    local user=$1
    [ "$user" = epmd ] && user=rabbitmq
    if [ "$(id -u)" = 0 ] && id -u "$user" >/dev/null 2>&1; then echo "$user"; fi
}

# Makes a folder, or takes a file, for a server's user alone.
own() {
    local user path=$2
    user=$(user_of "$1")
    [ -e "$path" ] || mkdir -p "$path"
    chmod go= "${@:2}"
    if [ -z "$user" ]; then return; fi
    chown "$user:" "${@:2}"
    as "$1" test -r "$path" || fail "$(title "$1") runs as user $user, who cannot reach $path: give another folder, such as --dir /var/tmp/toska-servers or TOSKA_SERVERS."
}

# Runs a command as a server's user. Its own folder is no place to stand in: others may not read it.
as() {
    local user
    user=$(user_of "$1")
    if [ -n "$user" ]; then
        (cd / && exec setpriv --reuid="$user" --regid="$user" --init-groups "${@:2}")
    else
        (cd / && exec "${@:2}")
    fi
}

# A session of its own, so that nobody's Ctrl-C reaches it. The process is the server's from exec to exec.
launch() {
    local name=$1 user
    user=$(user_of "$name")
    shift
    [ -n "$user" ] && set -- setpriv --reuid="$user" --regid="$user" --init-groups "$@"
    [ -e "$dir/run/$name.log" ] && mv "$dir/run/$name.log" "$dir/run/$name.log.1"
    (cd / && exec setsid "$@" </dev/null >"$dir/run/$name.log" 2>&1 9>&-) &
    echo "$! $(started_at $!) $(address "$name")" >"$dir/run/$name.pid"
}

# When a process started, in ticks since the machine did: with its number, what tells it from all others.
started_at() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    # After the name, which may contain anything: state first, the start at the twentieth.
    read -r -a stat <<<"${stat##*) }"
    [ "${stat[0]}" != Z ] && echo "${stat[19]}"
}

# The process that was started as this server, if it still is that one.
pid_of() {
    local pid start
    read -r pid start _ 2>/dev/null <"$dir/run/$1.pid" || return 1
    [ "$(started_at "$pid")" = "$start" ] && echo "$pid"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Says TEXT to a port, and prints the beginning of the first line of what it answers.
ask() {
    (
        exec 3<>"/dev/tcp/127.0.0.1/$1" || exit
        printf '%b' "$2" >&3
        IFS= read -r -t 2 -n 5 -u 3 answer || true
        printf '%s' "$answer"
    ) 2>/dev/null | tr -d '\0\r' || true
}

# Tries a command every tenth of a second, so many times.
wait_until() {
    local tries=$1
    while ! "${@:2}"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.1
    done
}

not_started() {
    say "$(title "$1") did not start. The last lines of $dir/run/$1.log:"
    tail -n 15 "$dir/run/$1.log" | sed 's/^/  | /' >&2
    fail "The other servers are left as they are: scripts/servers.sh stop ends them."
}

# ---- commands ------------------------------------------------------------------------------------------------------

start() {
    local name port taken=0 missing=()
    for name in "${names[@]}"; do [ -n "$(program "$name")" ] || missing+=("$(title "$name")"); done
    [ ${#missing[@]} = 0 ] || fail "Not installed: ${missing[*]}. Run: scripts/servers.sh install"
    mkdir -p "$dir/run"
    exec 9>"$dir/run/lock"
    flock 9

    local starting=()
    for name in "${names[@]}"; do
        if ! pid_of "$name" >/dev/null; then
            starting+=("$name")
        elif ! grep -q " $(address "$name")\$" "$dir/run/$name.pid"; then
            fail "$(title "$name") runs at another port than $(address "$name"): stop it first, or give this one a folder of its own with --dir."
        fi
    done
    for name in ${starting[@]+"${starting[@]}"}; do
        for port in $(ports "$name"); do
            listens "$port" || continue
            # The name server outlives a killed RabbitMQ, and serves the next.
            [ "$port" = $((rabbitmq_port + 20001)) ] && pid_of epmd >/dev/null && continue
            say "Port $port, for $(title "$name"), is taken by another program: stop that one, or choose another with --$name-port N or TOSKA_$(tr '[:lower:]' '[:upper:]' <<<"$name")_PORT."
            taken=1
        done
    done
    [ "$taken" = 0 ] || exit 1

    for name in ${starting[@]+"${starting[@]}"}; do
        say "$(title "$name"): starting at $(address "$name")"
        "prepare_$name"
        "launch_$name"
    done
    for name in "${names[@]}"; do
        await "$name"
        if [ "$name" = postgres ]; then finish_postgres; fi
    done
}

# Until it can be used, or is gone; RabbitMQ takes ten seconds on a slow machine's good day.
await() {
    local since=$SECONDS
    until "ready_$1"; do
        pid_of "$1" >/dev/null || not_started "$1"
        [ $((SECONDS - since)) -lt 90 ] || not_started "$1"
        sleep 0.1
    done
    say "$(title "$1"): ready"
}

stop() {
    local name pid ending=()
    for name in "${names[@]}"; do
        pid=$(pid_of "$name") || continue
        ending+=("$name")
        # PostgreSQL takes TERM for "when the last client has left".
        kill "-$([ "$name" = postgres ] && echo INT || echo TERM)" "$pid"
        # One that is paused would not hear it.
        kill -CONT "$pid"
    done
    for name in ${ending[@]+"${ending[@]}"}; do
        ended "$name"
        say "$(title "$name"): stopped"
    done
    # The name server, once its node has left.
    if [[ " ${names[*]} " == *" rabbitmq "* ]] && pid=$(pid_of epmd); then
        kill -TERM "$pid"
        ended epmd
    fi
}

ended() {
    local pid
    pid=$(pid_of "$1") || pid=
    if [ -n "$pid" ] && ! wait_until 300 gone "$1"; then
        say "$(title "$1"): did not end within 30 seconds of being asked; killed"
        kill -KILL -- "-$pid"
        wait_until 50 gone "$1" || fail "$(title "$1"): process $pid cannot be ended."
    fi
    rm -f "$dir/run/$1.pid"
}

gone() { ! pid_of "$1" >/dev/null; }

status() {
    local name pid state all_ready=0
    for name in "${names[@]}"; do
        pid=$(pid_of "$name") || pid=-
        if [ "$pid" = - ]; then state=stopped; elif "ready_$name"; then state=ready; else state=unready; fi
        [ "$state" = ready ] || all_ready=1
        printf '%-9s %-9s %-8s %s\n' "$name" "$state" "$pid" "$(address "$name")"
    done
    return "$all_ready"
}

settings() {
    local account=devstoreaccount1
    # The account of every Azurite; its key is public.
    local key=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==
    local at=http://127.0.0.1
    local storage="DefaultEndpointsProtocol=http;AccountName=$account;AccountKey=$key;BlobEndpoint=$at:$azurite_port/$account;QueueEndpoint=$at:$((azurite_port + 1))/$account;TableEndpoint=$at:$((azurite_port + 2))/$account;"
    cat <<SETTINGS
Mesh__Profile=local
Mesh__Postgres=Host=127.0.0.1;Port=$postgres_port;Database=toskamesh;Username=toskamesh;Password=toskamesh
Mesh__Redis=127.0.0.1:$redis_port
Mesh__RabbitMQ=amqp://guest:guest@127.0.0.1:$rabbitmq_port
Mesh__Documents=$storage
AzureWebJobsStorage=$storage
Mesh__Gateway__ApiKey=tsk_sample-gateway_known-to-everybody-so-for-loopback-only-xxx
SETTINGS
}

install() {
    local packages=()
    [ -n "$(program postgres)" ] || packages+=(postgresql)
    [ -n "$(program redis)" ] || packages+=(redis-server)
    [ -n "$(program rabbitmq)" ] || packages+=(rabbitmq-server)
    [ ${#packages[@]} = 0 ] || install_packages "${packages[@]}"
    install_azurite
    install_openid_client
    say "Everything is installed. Next: scripts/servers.sh start"
}

install_packages() {
    local sudo=()
    command -v apt-get >/dev/null || fail "Missing: $*. Without apt-get, install them as your system does, or use the containers of infra/docker/compose.yaml."
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "Missing: $*. As root: apt-get install --no-install-recommends $*"
        sudo=(sudo)
    fi
    say "Installing $*"
    # Packages start their servers, on the ports that ours want; they ask this file first.
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | ${sudo[@]+"${sudo[@]}"} tee "$policy" >/dev/null
        ${sudo[@]+"${sudo[@]}"} chmod +x "$policy"
        # shellcheck disable=SC2064 # now, since the variables are gone by then
        trap "${sudo[*]-} rm -f $policy" EXIT
    fi
    local apt=(${sudo[@]+"${sudo[@]}"} env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update
    "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
    if [ -d /run/systemd/system ]; then
        say "They were not started now, but systemd would at the next boot. To keep it from that: systemctl disable $*"
    fi
}

install_azurite() {
    local have
    have=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$tools/node_modules/azurite/package.json" 2>/dev/null || true)
    # npm writes this list last.
    if [ -n "${TOSKA_AZURITE:-}" ] || { [ "$have" = "$azurite_version" ] && [ -e "$tools/node_modules/.package-lock.json" ]; }; then return; fi
    command -v npm >/dev/null || fail "Azurite needs Node.js 20 or later with npm: https://nodejs.org (Debian: apt-get install nodejs npm)"
    say "Installing Azurite $azurite_version into $tools; it takes about a minute"
    mkdir -p "$tools"
    npm install --prefix "$tools" "azurite@$azurite_version" --no-audit --no-fund --no-save --loglevel=error >&2
}

# No server: the OAuth client of another language that tests/interop has talk to the control plane. In a folder of its own,
# since npm takes away what it was not asked for.
install_openid_client() {
    local folder=$root/.toska/interop have
    have=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$folder/node_modules/openid-client/package.json" 2>/dev/null || true)
    if [ "$have" = "$openid_client_version" ] && [ -e "$folder/node_modules/.package-lock.json" ]; then return; fi
    command -v npm >/dev/null || fail "openid-client needs Node.js 20 or later with npm: https://nodejs.org (Debian: apt-get install nodejs npm)"
    say "Installing openid-client $openid_client_version into $folder"
    mkdir -p "$folder"
    npm install --prefix "$folder" "openid-client@$openid_client_version" --no-audit --no-fund --no-save --loglevel=error >&2
}

# ---- command line --------------------------------------------------------------------------------------------------

port_option() { [[ $2 =~ ^[1-9][0-9]{0,4}$ && $2 -le $3 ]] || misused "$1 must be a number from 1 to $3."; }

command=${1:-}
case $command in
    install | start | stop | status | settings) shift ;;
    -h | --help) usage && exit ;;
    "") misused "Say what to do: install, start, stop, status or settings." ;;
    *) misused "'$command' is none of install, start, stop, status and settings." ;;
esac
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage && exit ;;
        --dir | --postgres-port | --redis-port | --rabbitmq-port | --azurite-port)
            [ $# -gt 1 ] || misused "$1 needs a value."
            option=${1#--}
            declare "${option//-/_}=$2"
            shift
            ;;
        postgres | redis | rabbitmq | azurite) names+=("$1") ;;
        *) misused "'$1' is no option and no server." ;;
    esac
    shift
done
port_option --postgres-port "$postgres_port" 65535
port_option --redis-port "$redis_port" 65535
port_option --rabbitmq-port "$rabbitmq_port" 45534
port_option --azurite-port "$azurite_port" 65533
[[ $dir == /* ]] || dir=$PWD/$dir
[ ${#names[@]} -gt 0 ] || names=("${all[@]}")
[ "$(uname -s)" = Linux ] || [ "$command" = settings ] || fail "This runs on Linux only; elsewhere use the containers of infra/docker/compose.yaml."
"$command"
