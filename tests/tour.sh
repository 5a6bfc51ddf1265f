#!/bin/sh
# Walks through everything a caller can do, and says what answered as expected. Needs curl, and python3 for the gateway's part.
# usage: tests/tour.sh BASE_FUNCTIONS BASE_GATEWAY KEY     e.g. tests/tour.sh http://127.0.0.1:7071 http://127.0.0.1:8080 "$(cat .toska/api-key)"
# BASE_GATEWAY may be "-": then only the control plane is visited. KEY is an Admin's.
# SERVICE_KEY, if set, is a key of role Service for the service "tour-own" without any scope: what it may not do is tried, too.
# METRICS is the address of the gateway's metrics, where they have a port of their own.
# REGISTRATION=closed where Mesh:Identity:Registration is closed, as it is in the cloud: the tour then expects that nobody was registered.
set -u

[ $# -eq 3 ] || { sed -n '3,7s/^# //p' "$0" >&2; exit 2; }
functions=${1%/} gateway=${2%/} key=$3
run=$$
work=$(mktemp -d)
upstream=
passed=0 failed=0
trap '[ -z "$upstream" ] || kill "$upstream" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# call METHOD URL [curl options]: leaves $status, $work/body and $work/head
call() {
    method=$1 url=$2; shift 2
    : >"$work/body"; : >"$work/head"
    status=$(curl -s -m 20 -o "$work/body" -D "$work/head" -w '%{http_code}' -X "$method" "$@" "$url")
}

# asked METHOD PATH [JSON]: the same with the key, at the function app
asked() {
    if [ $# -gt 2 ]; then
        call "$1" "$functions$2" -H "X-API-Key: $key" -H 'Content-Type: application/json' --data-binary "$3"
    else
        call "$1" "$functions$2" -H "X-API-Key: $key"
    fi
}

# expect "what" STATUS [text that the body must have ...]
expect() {
    what=$1 wanted=$2; shift 2
    why=
    [ "$status" = "$wanted" ] || why="answered $status, not $wanted"
    for text; do
        grep -qF -- "$text" "$work/body" || why="${why:+$why; }no '$text' in the body"
    done
    tell
}

# lacks "what" TEXT: the body must not have it
lacks() {
    what=$1 why=
    [ -s "$work/body" ] || why="the body is empty"
    ! grep -qF -- "$2" "$work/body" || why="'$2' is in the body"
    tell
}

# header "what" PATTERN: a header line must match
header() {
    what=$1 why=
    grep -qiE -- "$2" "$work/head" || why="no header matches '$2'"
    tell
}

tell() {
    if [ -z "$why" ]; then
        passed=$((passed + 1)); echo "ok      $what"
    else
        failed=$((failed + 1)); echo "FAILED  $what: $why"
        echo "        $method $url"
        head -c 600 "$work/body" | sed 's/^/        | /'; echo
    fi
}

section() { echo "-- $1"; }

# again SECONDS COMMAND...: until it succeeds
again() {
    left=$(($1 * 10)); shift
    until "$@"; do
        left=$((left - 1)); [ "$left" -gt 0 ] || return 1
        sleep 0.1
    done
}

name=tour-$run id=tour-$run-1
registration='{"serviceName":"'$name'","serviceId":"'$id'","address":"192.0.2.10","port":8000,"scheme":"http","tags":["blue","tour"],"metadata":{"team":"shop"},"weight":5,"zone":"zone-a","version":"1.2.3","leaseSeconds":600,"healthCheck":{"type":"ttl","deregisterCriticalAfter":"00:30:00"},"routing":{"access":"authenticated","requiredRoles":["service","user"],"requiredScopes":["tour:read"],"passAuthorization":false,"loadBalancing":"leastRequests","timeout":"00:00:05","rateLimit":{"permits":10000,"window":"00:00:10","by":"client"}}}'

call GET "$functions/health/live"
[ "$status" != 000 ] || { echo "nothing answers at $functions" >&2; exit 1; }

section "health and description, without a key"
call GET "$functions/health"; expect "health" 200 status
call GET "$functions/health/ready"; expect "readiness" 200
call GET "$functions/health/live"; expect "liveness" 200
call GET "$functions/.well-known/jwks.json"; expect "the keys of tokens" 200 '"kty":"EC"' '"alg":"ES256"' '"kid":'
lacks "and no private part" '"d":'
call GET "$functions/.well-known/openid-configuration"; expect "where OAuth clients find them" 200 '/.well-known/jwks.json"' '/oauth/token"' client_credentials
call GET "$functions/.well-known/oauth-authorization-server"; expect "by the other name" 200 '/.well-known/jwks.json"'
call GET "$functions/api/ServiceDiscovery/services" -H 'Authorization: Bearer nonsense'; expect "a token that is none is refused" 401 unauthenticated
header "and challenged" '^www-authenticate:.*error="invalid_token"'
call GET "$functions/api/ServiceDiscovery/services" -H "X-API-Key: $key" -H 'Authorization: Bearer nonsense'; expect "two credentials are refused" 400 two-credentials
call GET "$functions/openapi.json"; expect "OpenAPI 3.1" 200 '"3.1' /api/ServiceRegistration/register /api/ServiceDiscovery/services

section "who may ask"
call GET "$functions/api/ServiceDiscovery/services"; expect "no key is 401" 401 '"status":401'
header "a refusal is problem+json" '^content-type: *application/problem\+json'
call GET "$functions/api/ServiceDiscovery/services" -H 'X-API-Key: tsk_nobody_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'; expect "an unknown key is 401" 401
call GET "$functions/api/ServiceDiscovery/services" -H 'X-API-Key: nonsense'; expect "a malformed key is 401" 401
call GET "$functions/api/ServiceDiscovery/services" -H "X-API-Key: $key" -H 'X-Correlation-ID: tour-123'; expect "a key is let in" 200
header "the correlation id comes back" '^x-correlation-id: *tour-123'

section "register, live, report"
asked POST /api/ServiceRegistration/register "$registration"
expect "register with every field" 200 '"serviceId":"'$id'"' '"status":"Unknown"' '"weight":5' '"zone":"zone-a"' '"version":"1.2.3"' '"leaseSeconds":600' '"team":"shop"' '"type":"ttl"'
asked POST /api/ServiceRegistration/register "$registration"; expect "the same again renews" 200 '"serviceId":"'$id'"'
asked POST /api/ServiceRegistration/heartbeat/$id; expect "a heartbeat makes it healthy" 200 '"status":"Healthy"' expiresAt
asked POST /api/ServiceRegistration/heartbeat/tour-nobody-$run; expect "a heartbeat of nobody is 404: register again" 404 '"status":404'
asked POST /api/ServiceRegistration/health/$id '{"status":"Degraded","output":"slow disk"}'; expect "it reports itself degraded" 200 '"status":"Degraded"'
asked GET /api/ServiceDiscovery/instances/$id; expect "and is read so" 200 '"status":"Degraded"' 'slow disk' '"address":"192.0.2.10"' '"port":8000'
asked POST /api/ServiceRegistration/health/$id '{"status":1}'; expect "an enum may be a number" 200 '"status":"Healthy"'
asked POST /api/ServiceRegistration/health/$id '{"status":"Unknown"}'; expect "nobody reports unknown" 400 /status
asked POST /api/ServiceRegistration/health/tour-nobody-$run '{"status":"Healthy"}'; expect "a report of nobody is 404" 404
asked POST /api/ServiceRegistration/metadata/$id '{"metadata":{"team":"tour","color":"blue"}}'; expect "metadata is replaced" 200 '"team":"tour"'
asked POST /api/ServiceRegistration/register "$registration"; expect "the same registration keeps later edits" 200 '"team":"tour"'
asked POST /api/ServiceRegistration/metadata/$id '{"metadata":{"a":1}}'; expect "metadata are texts" 400 /metadata/a

section "health"
asked GET "/api/Status?service=$name"; expect "how its instances are" 200 '"serviceId":"'$id'"' '"routed":true' '"protected":false'
asked GET "/api/Status/$name?status=unhealthy"; expect "none of them is ill" 200 '[]'
asked GET "/api/Status?stauts=healthy"; expect "an unknown filter is named" 400 stauts
asked POST /api/ServiceRegistration/maintenance/$id '{"enabled":true,"reason":"patching"}'; expect "it is taken out for maintenance" 200 '"status":"Unhealthy"' '"maintenance":"patching"'
asked POST /api/ServiceRegistration/heartbeat/$id; expect "a heartbeat does not end that" 200 '"status":"Unhealthy"'
asked GET /api/Status/$name; expect "it is not routed" 200 '"routed":false' 'In maintenance: patching'
asked POST /api/ServiceRegistration/maintenance/$id '{"enabled":false}'; expect "it is put back" 200 '"status":"Healthy"'
asked POST /api/ServiceRegistration/maintenance/$id '{"reason":1}'; expect "every fault of maintenance" 400 /enabled /reason
asked POST /api/ServiceRegistration/health/check/$id; expect "a ttl check is nothing to probe" 409 nothing-to-probe
asked POST /api/ServiceRegistration/health/check/tour-nobody-$run; expect "nobody cannot be probed" 404
asked GET /api/Status/$name/history; expect "its history" 200 '['

section "discover"
for n in 2 3; do
    asked POST /api/ServiceRegistration/register '{"serviceName":"'$name'","serviceId":"tour-'$run-$n'","address":"192.0.2.10","port":800'$n',"tags":["green","tour"],"zone":"zone-b","leaseSeconds":600}'
    expect "register instance $n" 200
done
asked GET "/api/ServiceDiscovery/services?tag=blue&limit=1000"; expect "services by tag" 200 '"'$name'"'
asked GET "/api/ServiceDiscovery/services?tag=none-$run"; expect "no service has that tag" 200 '[]'
asked GET /api/ServiceDiscovery/services/$name/instances; expect "all instances" 200 "tour-$run-1" "tour-$run-2" "tour-$run-3"
asked GET "/api/ServiceDiscovery/services/$name/instances?tag=green&tag=tour"; expect "two tags must both be there" 200 "tour-$run-2" "tour-$run-3"
lacks "the blue one is not among them" "tour-$run-1"
asked GET "/api/ServiceDiscovery/services/$name/instances?zone=zone-a"; expect "by zone" 200 "tour-$run-1"
lacks "the other zone is not among them" "tour-$run-2"
asked GET /api/ServiceDiscovery/services/$name/instances/healthy; expect "healthy ones" 200 "tour-$run-1"
lacks "an unknown one is not among them" "tour-$run-2"
asked GET "/api/ServiceDiscovery/services/$name/instances?limit=2"; expect "a page of two" 200 "tour-$run-2"
lacks "the third is on the next page" "tour-$run-3"
header "the next page is linked" '^link: *<[^>]*continuation=[^>]*>; *rel="?next'
next=$(tr -d '\r' <"$work/head" | sed -n 's/^[Ll]ink: *<\([^>]*\)>.*/\1/p')
case $next in http*) call GET "$next" -H "X-API-Key: $key" ;; *) asked GET "$next" ;; esac
expect "the next page has the rest" 200 "tour-$run-3"
lacks "and nothing twice" "tour-$run-2"
asked GET "/api/ServiceDiscovery/services?limit=0"; expect "a limit of 0 is refused" 400 limit
asked GET "/api/ServiceDiscovery/services?continuation=%21"; expect "a continuation never given out is refused" 400 continuation
asked GET "/api/ServiceDiscovery/services?tga=blue"; expect "a misspelled filter is refused" 400 tga
asked GET /api/ServiceDiscovery/services/nobody-$run/instances; expect "an unknown service has no instances" 200 '[]'
asked GET /api/ServiceDiscovery/instances/tour-nobody-$run; expect "an unknown instance is 404" 404
asked GET /api/ServiceDiscovery/instances/$id/tracking; expect "tracking of one" 200 registeredAt '"status":"Healthy"'
asked GET /api/ServiceDiscovery/services/$name/instances/tracking; expect "tracking of a service" 200 "tour-$run-1" "tour-$run-3"
asked GET /api/ServiceDiscovery/services/$name/metadata; expect "metadata of a service" 200 '"instanceCount":3' '"team"' '"tour"'
asked GET /api/ServiceDiscovery/services/$name/instances
etag=$(tr -d '\r' <"$work/head" | sed -n 's/^[Ee][Tt][Aa][Gg]: *//p')
call GET "$functions/api/ServiceDiscovery/services/$name/instances" -H "X-API-Key: $key" -H "If-None-Match: $etag"; expect "nothing new is 304" 304
asked POST /api/ServiceRegistration/heartbeat/tour-$run-2
call GET "$functions/api/ServiceDiscovery/services/$name/instances" -H "X-API-Key: $key" -H "If-None-Match: $etag"; expect "a changed health is news" 200 "tour-$run-2"

section "what is refused"
asked POST /api/ServiceRegistration/register '{"serviceName":"no spaces","serviceId":"no/slash","address":"169.254.169.254","port":0,"weight":-1,"leaseSeconds":1}'
expect "every fault is named at once" 400 '"/serviceName"' '"/serviceId"' '"/address"' '"/port"' '"/weight"' '"/leaseSeconds"'
asked POST /api/ServiceRegistration/register '{}'; expect "what is required is named" 400 '"/serviceName"' '"/serviceId"' '"/address"' '"/port"'
asked POST /api/ServiceRegistration/register '{"serviceName":"'$name'","serviceId":"x","address":"192.0.2.1","port":1,"surprise":true}'; expect "an unknown field is refused" 400 '"/surprise"'
asked POST /api/ServiceRegistration/register '{"serviceName":"'$name'","serviceId":"x","address":"192.0.2.1","port":1,"healthCheck":{"endpoint":"http://169.254.169.254/"}}'; expect "a check that leads to another host is refused" 400 '"/healthCheck/endpoint"'
asked POST /api/ServiceRegistration/register '{"serviceName":'; expect "broken JSON is 400" 400 '"status":400'
asked POST /api/ServiceRegistration/register '[]'; expect "JSON of another shape is 400" 400
for address in 0.0.0.0 224.0.0.1 fe80::1 ::ffff:169.254.169.254; do
    asked POST /api/ServiceRegistration/register '{"serviceName":"'$name'","serviceId":"x","address":"'$address'","port":80}'; expect "address $address is refused" 400 '"/address"'
done
asked POST /api/ServiceRegistration/register '{"serviceName":"other-'$run'","serviceId":"other-'$run'","address":"192.0.2.10","port":8002}'; expect "a live instance's address is 409 for another service" 409
asked POST /api/ServiceRegistration/register '{"serviceName":"other-'$run'","serviceId":"'$id'","address":"192.0.2.11","port":8002}'; expect "a live instance's id is 409 for another service" 409
asked GET /api/ServiceDiscovery/services/other-$run/instances; expect "a conflict leaves nothing" 200 '[]'
call POST "$functions/api/ServiceRegistration/register" -H "X-API-Key: $key" -H 'Content-Type: application/json' -H 'Transfer-Encoding: chunked' --data-binary "$registration"; expect "a chunked body is 411" 411
{ printf '{"x":"'; head -c 66000 /dev/zero | tr '\0' a; printf '"}'; } >"$work/large"
call POST "$functions/api/ServiceRegistration/register" -H "X-API-Key: $key" -H 'Content-Type: application/json' -H 'Expect:' --data-binary "@$work/large"; expect "over 64 KiB is 413" 413
call POST "$functions/api/ServiceRegistration/register" -H "X-API-Key: $key" -H 'Content-Type: text/plain' --data-binary "$registration"; expect "what is not JSON is 415" 415
asked DELETE /api/ServiceRegistration/register; expect "a wrong method is 405" 405
header "and says which are right" '^allow: .*POST'
asked GET /api/nothing-here; expect "an unknown path is 404" 404 '"status":404'
header "as problem+json" '^content-type: *application/problem\+json'

if [ -n "${SERVICE_KEY:-}" ]; then
    section "what a service's own key may do"
    admin=$key key=$SERVICE_KEY
    asked POST /api/ServiceRegistration/register '{"serviceName":"tour-own","serviceId":"tour-own-'$run'","address":"192.0.2.20","port":8000}'; expect "its own service" 200
    asked POST /api/ServiceRegistration/register '{"serviceName":"'$name'","serviceId":"tour-foreign-'$run'","address":"192.0.2.20","port":8001}'; expect "another service is 403" 403
    asked POST /api/ServiceRegistration/heartbeat/$id; expect "a foreign instance is 403" 403
    asked POST /api/ServiceRegistration/deregister/$id; expect "nor may it be taken out" 403
    asked POST /api/ServiceRegistration/register '{"serviceName":"tour-own","serviceId":"tour-own-'$run'","address":"192.0.2.20","port":8000,"routing":{"access":"anonymous"}}'; expect "opening itself to anonymous callers needs a scope" 403 '"/routing/access"'
    asked POST /api/ServiceRegistration/register '{"serviceName":"tour-own","serviceId":"tour-own-'$run'","address":"192.0.2.20","port":8000,"routing":{"passAuthorization":true}}'; expect "so does being given its callers' tokens" 403 '"/routing/passAuthorization"'
    asked POST /api/ServiceRegistration/deregister/tour-own-$run; expect "it leaves" 200
    key=$admin
fi

section "leave"
for n in 2 3; do asked POST /api/ServiceRegistration/deregister/tour-$run-$n; expect "deregister instance $n" 200 deregisteredAt; done
asked POST /api/ServiceRegistration/deregister/$id; expect "deregister" 200 deregisteredAt
asked POST /api/ServiceRegistration/deregister/$id; expect "again is no error" 200
asked POST /api/ServiceRegistration/deregister/tour-nobody-$run; expect "of nobody is 404" 404
asked GET /api/ServiceDiscovery/instances/$id; expect "it is gone" 404
asked GET /api/ServiceDiscovery/instances/$id/tracking; expect "but remembered" 200 deregisteredAt '"reason":"requested"'
asked POST /api/ServiceRegistration/heartbeat/$id; expect "its heartbeat is told to register again" 404

told() { asked GET "/api/ServiceDiscovery/services/$name/events"; grep -qF '"reason":"requested"' "$work/body"; }

section "what happened, and what failed"
again 10 told; expect "a service's history" 200 '"type":"toskamesh.service.registered.v1"' '"type":"toskamesh.service.deregistered.v1"' '"previousStatus"' '"revision"'
asked GET "/api/ServiceDiscovery/services/$name/events?limit=2"; expect "a page of it" 200 deregistered
header "the rest is linked" '^link: *<[^>]*continuation=[^>]*>; *rel="?next'
asked GET "/api/ServiceDiscovery/services/$name/events?zone=a"; expect "it takes no filter" 400 zone
asked GET /api/ServiceDiscovery/services/nobody-$run/events; expect "nothing happened to nobody" 200 '[]'
asked GET /api/Messaging/dead-letters; expect "dead letters" 200 '['
asked POST /api/Messaging/dead-letters/none-$run/replay; expect "replaying none is 404" 404
asked POST /api/Messaging/dead-letters/none-$run/discard; expect "so is discarding none" 404
asked GET "/api/Messaging/outbox/parked?limit=10"; expect "parked events" 200 '['
asked POST /api/Messaging/outbox/parked/1/retry; expect "retrying what is not parked is 404" 404
asked POST /api/Messaging/outbox/parked/1/discard; expect "so is discarding it" 404

section "commands"
asked POST /api/ServiceRegistration/register '{"serviceName":"'$name'","serviceId":"'$name'-c","address":"10.1.2.9","port":9,"leaseSeconds":60}'; expect "register whom to command" 200
asked POST /api/Commands/$name '{"command":"reindex","arguments":{"full":true},"timeout":"00:01:00"}'; expect "command it" 202 '"state":"pending"'
header "and ask here what became of it" '^location: */api/Commands/'
command=$(sed -n 's/.*"id":"\([^"]*\)".*/\1/p' "$work/body" | head -1)
asked GET "/api/Commands/pending?serviceId=$name-c"; expect "it fetches the command" 200 '"command":"reindex"' '"attempt":1'
asked GET "/api/Commands/pending?serviceId=$name-c"; expect "and has it for a while" 200 '[]'
asked POST "/api/Commands/$command/reply" '{"serviceId":"'$name'-c","succeeded":true,"result":{"rows":3}}'; expect "it answers" 200 '"state":"succeeded"'
asked GET "/api/Commands/$command"; expect "which is seen" 200 '"rows":3'
asked POST "/api/Commands/$command/reply" '{"serviceId":"'$name'-c","succeeded":false}'; expect "the first answer counts" 409
asked POST /api/Commands/nobody-$run '{"command":"x"}'; expect "nobody is commanded" 404
asked POST /api/Commands/$name '{"timeout":"x"}'; expect "both faults are named" 400 /command /timeout
asked POST /api/ServiceRegistration/deregister/$name-c; expect "let it go" 200

section "configurations"
configuration=/api/Configurations/tour-$run
asked POST /api/Configurations '{"name":"tour-'$run'","environment":"tour","services":["'$name'"],"content":"# why\nport: 8080\nurl: https://u:${secret:tour}@h\n","schema":"properties: {port: {type: integer}}","notes":"first"}'
expect "make a configuration" 201 '"version":1' '"layer":"service"' '"notes":"first"'
header "and read it there" '^location: */api/Configurations/tour-'
configuration_id=$(sed -n 's/^{"id":"\([^"]*\)".*/\1/p' "$work/body")
asked POST /api/Configurations '{"name":"tour-'$run'","environment":"tour","content":"a: 1"}'; expect "which is there now" 409
asked GET "$configuration?environment=tour"; expect "it is read as it was written" 200 '# why\nport: 8080' '${secret:tour}'
header "with its version for a tag" '^etag: *"v1"'
asked PUT "$configuration?environment=tour" '{"content":"port: 8081"}'; expect "a change must say what it replaces" 428
call PUT "$functions$configuration?environment=tour" -H "X-API-Key: $key" -H 'Content-Type: application/json' -H 'If-Match: "v9"' --data-binary '{"content":"port: 8081"}'; expect "and that must be the last version" 412
call PUT "$functions$configuration?environment=tour" -H "X-API-Key: $key" -H 'Content-Type: application/json' -H 'If-Match: "v1"' --data-binary '{"content":"port: 8081","services":["'$name'"]}'; expect "then it is a new one" 200 '"version":2'
asked POST "$configuration/validate?environment=tour" '{"content":"port: no number","schema":"properties: {port: {type: integer}}"}'; expect "what breaks its schema is named" 422 '"/port"'
asked POST "$configuration/validate?environment=tour" '{"content":"port: 8082"}'; expect "a dry run says what would change" 200 '"outcome":"updated"' '"path":"/port"'
asked POST /api/Configurations '{"name":"effective","content":"a: &a [*a]","x":1}'; expect "all faults are named" 400 '"/name"' '"/content"' '"/x"'
asked GET "/api/Configurations/$configuration_id/diff?from=1&to=2"; expect "what changed" 200 '"op":"replace","path":"/port","value":8081,"was":8080'
asked POST /api/Configurations/$configuration_id/rollback '{"version":1,"notes":"back"}'; expect "back is forward" 200 '"version":3' '"notes":"back"'
asked GET "/api/Configurations/$configuration_id/history?limit=2"; expect "its history" 200 '"version":3' '"version":2'
header "the rest is linked" '^link: *<[^>]*continuation=[^>]*>; *rel="?next'
asked GET "/api/Configurations?environment=tour&limit=1000"; expect "the configurations of an environment" 200 '"name":"tour-'$run'"'
asked GET "/api/Configurations/effective?service=$name&environment=tour"; expect "what the service gets" 200 '"/port":' '"resolved":false' '${secret:tour}' '"layer":"service"'
asked GET "/api/Configurations/effective?service=$name&environment=tour&wait=1"; expect "who has none yet waits for none" 200 '"layer":"service"'
asked GET "/api/Configurations/effective?service=$name&wait=00:05:01"; expect "nor does anybody for ever" 400 '"wait"'
asked GET "/api/Configurations/effective?service=$name&instance=tour-nobody-$run"; expect "of an instance that is not there" 404
call PUT "$functions$configuration?environment=tour" -H "X-API-Key: $key" -H 'Content-Type: application/json' -H 'If-Match: *' --data-binary '{"content":"port: 8085","services":["'$name'"],"activate":false}'; expect "a version that waits" 200 '"version":4' '"activeVersion":3'
asked POST "$configuration/rollouts?environment=tour" '{"version":3}'; expect "what holds is not rolled out" 409
asked POST "$configuration/rollouts?environment=tour" '{"version":4,"strategy":{"steps":[]},"more":1}'; expect "all faults of a rollout are named" 400 '"/strategy/steps"' '"/more"'
asked POST "$configuration/rollouts?environment=tour" '{"version":4,"strategy":{"steps":[{"percent":50,"bake":"00:10:00"},{"percent":100}]}}'; expect "roll it out" 201 '"phase":"baking"' '"percent":50' '"stableVersion":3'
rollout_id=$(sed -n 's/^{"id":"\([^"]*\)".*/\1/p' "$work/body")
asked POST "$configuration/rollouts?environment=tour" '{"version":4}'; expect "one at a time" 409
asked DELETE "$configuration?environment=tour"; expect "meanwhile nothing else decides what holds" 409
asked GET "$configuration/rollouts/$rollout_id?environment=tour"; expect "how it does" 200 '"verdict":"inconclusive"' '"what":"started"'
asked POST "$configuration/rollouts/$rollout_id/pause?environment=tour" '{"notes":"wait"}'; expect "halt it" 200 '"phase":"paused"'
asked POST "$configuration/rollouts/$rollout_id/resume?environment=tour"; expect "and go on" 200 '"phase":"baking"'
asked POST "$configuration/rollouts/$rollout_id/approve?environment=tour"; expect "nobody was asked" 409
asked POST /api/Configurations/ack '{"instanceId":"tour-nobody-'$run'","name":"tour-'$run'","version":4,"applied":true}'; expect "nobody acknowledges" 404
asked POST "$configuration/rollouts/$rollout_id/promote?environment=tour"; expect "it holds for all" 200 '"phase":"completed"'
asked GET "$configuration/rollouts?environment=tour"; expect "what was rolled out" 200 '"phase":"completed"'
asked GET "$configuration?environment=tour"; expect "and is active" 200 '"activeVersion":4'
asked POST "$configuration/rollouts?environment=tour" '{"version":2}'; expect "an older version, too" 201
rollout_id=$(sed -n 's/^{"id":"\([^"]*\)".*/\1/p' "$work/body")
asked POST "$configuration/rollouts/$rollout_id/abort?environment=tour"; expect "back" 200 '"phase":"rolledBack"'
asked DELETE "$configuration?environment=tour"; expect "delete it" 200 '"active":false'
asked GET "$configuration?environment=tour"; expect "it is gone" 404
asked GET /api/Configurations/$configuration_id/history; expect "but remembered" 200 '"version":1'
if [ -n "${SERVICE_KEY:-}" ]; then
    call GET "$functions/api/Configurations" -H "X-API-Key: $SERVICE_KEY"; expect "a service reads none" 403
    call GET "$functions/api/Configurations/effective?service=tour-own" -H "X-API-Key: $SERVICE_KEY"; expect "but what it gets itself" 200 '"resolved":true'
    call GET "$functions/api/Configurations/effective?service=$name" -H "X-API-Key: $SERVICE_KEY"; expect "and nobody else does" 403
fi

section "explicit routes"
route=/api/Routes/tour-$run
put() { call PUT "$functions$route" -H "X-API-Key: $key" -H 'Content-Type: application/json' -H "$1" --data-binary "$2"; }
put 'If-None-Match: *' '{"definition":{"match":{"path":"/api/x"},"backends":[{"service":"'$name'","weight":0}],"x":1}}'; expect "all faults of a route are named" 400 '/definition/match/path' '/definition/backends' '/definition/x'
put 'If-None-Match: *' '{"definition":{"access":"anonymous","match":{"path":"/tour-'$run'/{**rest}"},"backends":[{"service":"tour-nobody-'$run'"}],"transforms":{"stripPrefix":"/tour-'$run'"}},"notes":"first"}'
expect "make a route" 201 '"version":1' '"activeVersion":1' '"notes":"first"'
header "and read it there" '^location: */api/Routes/tour-'
put 'If-None-Match: *' '{"definition":{"match":{"path":"/x"},"backends":[{"service":"x"}]}}'; expect "which is there now" 412
put 'X-Tour: 1' '{"definition":{"match":{"path":"/x"},"backends":[{"service":"x"}]}}'; expect "a change must say what it replaces" 428
asked GET "$route"; expect "it is read with its definition" 200 '"definition":{' '"path":"/tour-'
asked GET "/api/Routes?limit=1000"; expect "the routes" 200 '"name":"tour-'$run'"'
asked GET "/api/Configurations/tour-$run"; expect "it is a configuration of its own kind" 200 '"kind":"route"'
asked DELETE "$route"; expect "delete it" 200 '"name":"tour-'$run'"'
asked GET "$route"; expect "it is gone" 404

section "accounts"
mail=tour-$run@example.org
call POST "$functions/api/Auth/register" -H 'Content-Type: application/json' --data-binary '{"email":"'$mail'","password":"plum tram 47 rides","fullName":"Tour"}'; expect "register a person" 202 '"message"'
call POST "$functions/api/Auth/register" -H 'Content-Type: application/json' --data-binary '{"email":"'$mail'","password":"plum tram 47 rides","fullName":"Tour"}'; expect "again: the same answer" 202 '"message"'
call POST "$functions/api/Auth/register" -H 'Content-Type: application/json' --data-binary '{"email":"x","password":"password1234","roles":["Admin"]}'; expect "all faults at once" 400 '/email' '/password' '/fullName' '/roles'
call POST "$functions/api/Auth/login" -H 'Content-Type: application/json' --data-binary '{"email":"'$mail'","password":"plum tram 48 rides"}'; expect "a wrong password is 401" 401 login-refused
call POST "$functions/api/Auth/login" -H 'Content-Type: application/json' --data-binary '{"email":"nobody-'$mail'","password":"plum tram 48 rides"}'; expect "so is an unknown address" 401 login-refused
call POST "$functions/api/Auth/login" -H 'Content-Type: application/json' --data-binary '{"email":"'$mail'","password":"plum tram 47 rides"}'; expect "the right one, before the proof of the address, is no other answer" 401 login-refused
call POST "$functions/api/Auth/password/reset" -H 'Content-Type: application/json' --data-binary '{"email":"nobody-'$mail'"}'; expect "a new password for nobody: not told" 200 '"message"'
call POST "$functions/api/Auth/email/confirm" -H 'Content-Type: application/json' --data-binary '{"email":"'$mail'","token":"x"}'; expect "a made-up token is refused" 400 token-refused
call POST "$functions/api/Auth/refresh" -H 'Content-Type: application/json' --data-binary '{"refreshToken":"x"}'; expect "so is a refresh token" 401 refresh-refused
if [ "${REGISTRATION:-open}" = closed ]; then
    asked GET "/api/Auth/users?search=$mail"; expect "an Admin sees that registration is closed" 200
    lacks "nobody was registered" "$mail"
else
    asked GET "/api/Auth/users?search=$mail"; expect "an Admin finds the person" 200 '"email":"'$mail'"' '"emailConfirmed":false'
    user=$(sed -n 's/^\[{"id":"\([^"]*\)".*/\1/p' "$work/body")
    asked PUT /api/Auth/users/$user '{"email":"'$mail'","fullName":"Tour","emailConfirmed":true}'; expect "and vouches for the address" 200 '"emailConfirmed":true'
    call POST "$functions/api/Auth/login" -H 'Content-Type: application/json' --data-binary '{"email":"'$mail'","password":"plum tram 47 rides"}'; expect "then the login gives tokens" 200 '"accessToken"' '"refreshToken"' '"tokenType":"Bearer"'
    token=$(sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p' "$work/body") refresh=$(sed -n 's/.*"refreshToken":"\([^"]*\)".*/\1/p' "$work/body")
    call GET "$functions/api/Auth/me" -H "Authorization: Bearer $token"; expect "who it is" 200 '"email":"'$mail'"' '"roles":["User"]'
    call GET "$functions/api/Auth/sessions" -H "Authorization: Bearer $token"; expect "where they are signed in" 200 '"isCurrent":true'
    call GET "$functions/api/Auth/users" -H "Authorization: Bearer $token"; expect "a User is no Admin" 403
    asked GET /api/Auth/me; expect "a key is nobody's account" 403
    call POST "$functions/api/Auth/refresh" -H 'Content-Type: application/json' --data-binary '{"refreshToken":"'$refresh'"}'; expect "refresh" 200 '"refreshToken"'
    asked POST /api/Auth/users/$user/disable; expect "disable them" 200 '"isActive":false'
    call GET "$functions/api/Auth/me" -H "Authorization: Bearer $token"; expect "their token is refused at once" 401
    asked POST /api/Auth/users/$user/enable; expect "enable them" 200 '"isActive":true'
    asked POST /api/Auth/users/$user/unlock; expect "forget their failed logins" 200
    asked PUT /api/Auth/users/$user/roles '{"roles":["Gateway"]}'; expect "people are no gateways" 400 '/roles/0'
    asked DELETE /api/Auth/users/$user; expect "forget them" 204
    asked GET /api/Auth/users/$user; expect "then there is no such user" 404 unknown-user
fi

section "keys, clients and tokens"
asked POST /api/Auth/apikeys '{"name":"tour","role":"service","services":["'$name'"],"scopes":["tour:read"]}'; expect "make an API key" 201 '"key":"tsk_' '"name":"tour"'
header "which nobody keeps" '^cache-control: *no-store'
made=$(sed -n 's/.*"key":"\([^"]*\)".*/\1/p' "$work/body") madeid=$(sed -n 's/.*"apiKey":{"id":"\([^"]*\)".*/\1/p' "$work/body")
call GET "$functions/api/ServiceDiscovery/services" -H "X-API-Key: $made"; expect "it is let in" 200
call GET "$functions/api/Auth/apikeys" -H "X-API-Key: $made"; expect "but reads no keys" 403
asked GET "/api/Auth/apikeys?limit=1000"; expect "an Admin reads them" 200 '"id":"'$madeid'"' '"origin":"made"'
lacks "without their secrets" "${made#tsk_*_}"
asked POST /api/Auth/apikeys/$madeid/rotate '{"overlap":"00:00:00"}'; expect "rotate it, without an overlap" 200 '"key":"tsk_'
call GET "$functions/api/ServiceDiscovery/services" -H "X-API-Key: $made"; expect "the old secret has ended" 401
asked POST /api/Auth/apikeys/$madeid/rotate '{"overlap":"9.00:00:00"}'; expect "an overlap has its bounds" 400 /overlap
asked DELETE /api/Auth/apikeys/$madeid; expect "delete it" 204
asked DELETE /api/Auth/apikeys/$madeid; expect "there is none any more" 404 unknown-api-key
asked POST /api/Auth/apikeys '{"role":"user","services":["x"],"expiresAt":"2001-01-01T00:00:00Z"}'; expect "all faults of a key" 400 /name /role /expiresAt
asked POST /api/Auth/signing-keys/rotate '{"notes":"tour"}'; expect "another signing key, before its time" 200 '"state":"Signing"' '"state":"Retiring"'
asked POST /api/Auth/signing-keys/rotate '{"revoke":"yes","why":1}'; expect "all faults of that" 400 /revoke /why
asked GET /api/Auth/signing-keys; expect "the signing keys" 200 '"signingSince"'
lacks "without anything secret" sealed
asked POST /api/Auth/clients '{"name":"tour","role":"service","services":["'$name'"],"scopes":["tour:read"]}'; expect "make a client" 201 '"clientId"' '"clientSecret"'
client=$(sed -n 's/.*"clientId":"\([^"]*\)","clientSecret".*/\1/p' "$work/body") secret=$(sed -n 's/.*"clientSecret":"\([^"]*\)".*/\1/p' "$work/body")
asked GET "/api/Auth/clients?limit=1000"; expect "it is listed" 200 '"clientId":"'$client'"'
lacks "without its secret" "$secret"
call POST "$functions/oauth/token" -u "$client:$secret" -d grant_type=client_credentials; expect "it gets a token" 200 '"access_token"' '"token_type":"Bearer"' '"scope":"tour:read"'
token=$(sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p' "$work/body")
call GET "$functions/api/ServiceDiscovery/services" -H "Authorization: Bearer $token"; expect "by which it is let in" 200
call POST "$functions/oauth/introspect" -u "$client:$secret" -d "token=$token"; expect "what it is" 200 '"active":true' '"client_id":"'$client'"'
call POST "$functions/oauth/revoke" -u "$client:$secret" -d "token=$token"; expect "give it back" 200
call GET "$functions/api/ServiceDiscovery/services" -H "Authorization: Bearer $token"; expect "it is refused at once" 401
call POST "$functions/oauth/introspect" -u "$client:$secret" -d "token=$token"; expect "and is nothing any more" 200 '{"active":false}'
call POST "$functions/oauth/token" -u "$client:guess" -d grant_type=client_credentials; expect "a wrong secret" 401 '"error":"invalid_client"'
call POST "$functions/oauth/token" -u "$client:$secret" -d grant_type=client_credentials -d scope=admin; expect "a scope that it may not have" 400 '"error":"invalid_scope"'
call POST "$functions/oauth/token" -u "$client:$secret" -d grant_type=password; expect "a grant that there is not" 400 '"error":"unsupported_grant_type"'
asked DELETE /api/Auth/clients/$client; expect "delete the client" 204
asked GET "/api/Auth/audit?target=$client&limit=10"; expect "all of it is in the audit" 200 client.created client.authenticated client.deleted
asked GET "/api/Auth/audit?who=me"; expect "an unknown filter is named" 400 who
call POST "$functions/api/Auth/external/nonce" -H 'Content-Type: application/json' --data-binary '{"provider":"tour-nobody"}'; expect "a provider that the settings do not have" 400 /provider
call POST "$functions/api/Auth/external" -H 'Content-Type: application/json' --data-binary '{"provider":"tour-nobody","idToken":"x","nonce":"y"}'; expect "nobody signs in by it" 400 /provider
asked DELETE /api/Auth/external/tour-nobody; expect "a key is nobody who could be linked to it" 403

now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
report='{"gateway":"tour-gw-'$run'","mode":"active","documents":[{"name":"routes.json","applied":{"epoch":1,"version":1,"at":"'$now'"},"rejected":{"reason":"invalid","errors":["/services/0"],"at":"'$now'"}}],"instances":[{"serviceName":"'$name'","serviceId":"'$id'","state":"ejected","output":"refused"},{"serviceName":"'$name'","serviceId":"tour-'$run'-2","requests":7,"failures":2,"serverErrors":1,"windowStart":"2026-01-02T03:04:05Z","windowEnd":"2026-01-02T03:04:15Z"}]}'

section "what gateways report"
asked POST /api/Status/observations "$report"; expect "a report is taken" 202 '"probed":'
asked POST /api/Status/observations '{"instances":[{"serviceName":"no spaces","serviceId":"x","state":"sad"}]}'; expect "its faults are named" 400 '"/gateway"' '"/instances/0/serviceName"' '"/instances/0/state"'
asked GET "/api/Status/gateways?limit=1000"; expect "the gateways and what they serve by" 200 '"id":"tour-gw-'$run'"' '"behind":true' '"reason":"invalid"' '"mode":"active"' '"lastSeen"'
asked GET "/api/Status/gateways?zone=a"; expect "it takes no filter" 400 zone
asked POST /api/ServiceRegistration/register '{"serviceName":"gateways","serviceId":"gateways-'$run'","address":"192.0.2.10","port":8009}'; expect "no service has such a name" 400 '"/serviceName"'
if [ -n "${SERVICE_KEY:-}" ]; then
    call POST "$functions/api/Status/observations" -H "X-API-Key: $SERVICE_KEY" -H 'Content-Type: application/json' --data-binary "$report"; expect "a service reports nothing" 403
fi

answers() { call GET "$gateway/mesh/$web/" "$@"; [ "$status" = "$wait_for" ]; }

if [ "$gateway" != - ]; then
    section "through the gateway"
    # Answers every request with the headers it came with, and says on which port it listens.
    python3 -c '
import http.server
class Echo(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        body = ("upstream %s\n%s" % (self.path, self.headers)).encode()
        self.send_response(200); self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
print(server.server_port, flush=True)
server.serve_forever()' >"$work/port" &
    upstream=$!
    again 10 test -s "$work/port" || { echo "python3 did not start" >&2; exit 1; }
    port=$(cat "$work/port") web=tour-web-$run
    body='{"serviceName":"'$web'","serviceId":"'$web'","address":"127.0.0.1","port":'$port',"leaseSeconds":60}'

    call GET "$gateway/health"; expect "the gateway's own health" 200
    call GET "$gateway/health/ready"; expect "it is ready" 200
    call GET "${METRICS:-$gateway}/metrics"; expect "its metrics" 200 toska_
    call GET "$gateway/mesh/$web/"; expect "an unknown service is 404" 404 '"status":404'
    asked POST /api/ServiceRegistration/register "$body"; expect "register an upstream" 200
    wait_for=200; again 5 answers -H "X-API-Key: $key"; expect "it is reached with a key" 200 'upstream /'
    call GET "$gateway/mesh/$web/a/b?c=d%20e" -H "X-API-Key: $key"; expect "path and query arrive" 200 'upstream /a/b?c=d%20e'
    header "the correlation id is in the answer" '^x-correlation-id: '
    lacks "the caller's key does not arrive" "$key"
    call GET "$gateway/mesh/$web/" -H "X-API-Key: $key" -H 'Authorization: Bearer secret-of-the-mesh'; lacks "nor do its other credentials" secret-of-the-mesh
    call GET "$gateway/mesh/$web/" -H "X-API-Key: $key" -H 'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'; expect "the trace goes on" 200 0af7651916cd43dd8448eb211c80319c
    call GET "$gateway/mesh/$web/"; expect "without a key it is 401" 401
    asked POST /api/ServiceRegistration/register "$(echo "$body" | sed 's/}$/,"routing":{"access":"anonymous"}}/')"; expect "an Admin opens it" 200
    wait_for=200; again 5 answers; expect "then anybody reaches it" 200 'upstream /'
    call GET "$gateway/api/ServiceDiscovery/instances/$web" -H "X-API-Key: $key"; expect "the API is reached through the gateway" 200 '"serviceId":"'$web'"'
    call POST "$gateway/api/ServiceRegistration/register" -H "X-API-Key: $key" -H 'Content-Type: application/json' -H 'Transfer-Encoding: chunked' --data-binary "$body"; expect "which takes chunked bodies" 200
    call GET "$gateway/openapi.json"; expect "and the description" 200 '"3.1'
    call GET "$gateway/admin/host/status"; expect "the host's administration is not passed on" 404
    asked POST /api/ServiceRegistration/deregister/$web; expect "deregister the upstream" 200
    wait_for=503; again 5 answers -H "X-API-Key: $key"; expect "a service without an instance is 503" 503 '"status":503'
    header "with a time to try again" '^retry-after: [0-9]'
fi

echo
echo "tour: $passed ok, $failed failed"
[ "$failed" -eq 0 ]
