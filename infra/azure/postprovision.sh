#!/bin/sh
# Run by azd after it provisioned; by hand, export what 'azd env get-values' or the deployment's outputs say. Again does no harm.
# Needs az (signed in as who deployed), psql, openssl and the .NET SDK. It makes the secrets that are not there yet, gives the
# function app's identity a role in the database, migrates, and has the app read its secrets.
set -eu
cd "$(dirname "$0")/../.."

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

for name in TOSKA_CONTROL_VAULT TOSKA_GATEWAY_VAULT TOSKA_CONTROL_IDENTITY TOSKA_DATABASE_ID TOSKA_DATABASE_HOST TOSKA_DATABASE \
    TOSKA_DOCUMENTS_URI TOSKA_FUNCTIONS_ID TOSKA_DEPLOYER_NAME; do
    eval "value=\${$name:-}"
    [ -n "$value" ] || fail "$name is not set. It is an output of infra/bicep/main.bicep (TOSKA_DEPLOYER_NAME: who deployed); azd passes it, by hand it is exported."
done

umask 077
work=$(mktemp -d)
rule=
leave() {
    if [ -n "$rule" ]; then
        az rest --method delete --url "$rule" --output none || echo "The database still lets this machine in: remove its firewall rule 'deployer'." >&2
    fi
    rm -rf "$work"
}
trap leave EXIT
trap 'exit 130' INT TERM

# patiently PATTERN COMMAND...: again for five minutes while it fails with PATTERN: what was just allowed takes minutes to hold
patiently() {
    pattern=$1
    shift
    attempt=1
    until "$@" 2>"$work/errors"; do
        if [ "$attempt" -ge 30 ] || ! grep -q -- "$pattern" "$work/errors"; then return 1; fi
        attempt=$((attempt + 1))
        sleep 10
    done
}

# random BYTES: as base64url, without padding
random() { openssl rand "$1" | openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# keep VAULT NAME FILE: puts the secret there unless there is one; never through an argument, which every process may read.
# Only a vault that says so has none: with another master key in its place, what is encrypted in the store is lost.
keep() {
    if patiently ForbiddenByRbac az keyvault secret show --vault-name "$1" --name "$2" --query id --output none; then return; fi
    if ! grep -q SecretNotFound "$work/errors"; then
        cat "$work/errors" >&2
        fail "Whether the vault $1 has the secret $2 is not known, so none was made. The deployer needs the role Key Vault Secrets Officer there, and with private networking has to be within the network."
    fi
    az keyvault secret set --vault-name "$1" --name "$2" --file "$3" --encoding utf-8 --output none \
        || fail "The vault $1 did not take the secret $2. One that was deleted comes back with: az keyvault secret recover --vault-name $1 --name $2"
    echo "Made the secret $2 in the vault $1."
}

printf 'tsk_admin_%s' "$(random 32)" >"$work/admin"
printf 'tsk_gateway_%s' "$(random 32)" >"$work/gateway"
printf '%s' "$(random 32)" >"$work/bootstrap"
openssl rand 32 | openssl base64 -A >"$work/master"
keep "$TOSKA_CONTROL_VAULT" Mesh--Bootstrap--ApiKey "$work/admin"
keep "$TOSKA_CONTROL_VAULT" Mesh--Bootstrap--Secret "$work/bootstrap"
keep "$TOSKA_CONTROL_VAULT" Mesh--Identity--MasterKey "$work/master"
keep "$TOSKA_GATEWAY_VAULT" Mesh--Gateway--ApiKey "$work/gateway"

PGPASSWORD=$(az account get-access-token --resource-type oss-rdbms --query accessToken --output tsv)
export PGPASSWORD
export PGHOST="$TOSKA_DATABASE_HOST" PGUSER="$TOSKA_DEPLOYER_NAME" PGSSLMODE=require PGCONNECT_TIMEOUT=15

# sql DATABASE ARGUMENTS...
sql() {
    database=$1
    shift
    psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --dbname "$database" "$@"
}

# Outside of Azure and of its network the server refuses this machine, and says by which address it knows it. For as long as
# this runs it is let in.
if ! sql postgres --command 'SELECT 1' >"$work/answer" 2>"$work/errors"; then
    address=$(sed -n 's/.*no pg_hba.conf entry for host "\([0-9.]*\)".*/\1/p' "$work/errors" | head -n 1)
    if [ -z "$address" ]; then
        cat "$work/errors" >&2
        fail "The database $TOSKA_DATABASE_HOST cannot be reached as $TOSKA_DEPLOYER_NAME. With private networking this has to run within the network; else the one who deployed has to be signed in to az."
    fi
    rule="$TOSKA_DATABASE_ID/firewallRules/deployer?api-version=2025-08-01"
    az rest --method put --url "$rule" --output none \
        --body "{\"properties\":{\"startIpAddress\":\"$address\",\"endIpAddress\":\"$address\"}}"
    patiently 'no pg_hba.conf entry' sql postgres --command 'SELECT 1' >"$work/answer" || {
        cat "$work/errors" >&2
        fail "The database $TOSKA_DATABASE_HOST does not let $address in, although its firewall was told to."
    }
fi

printf '%s\n' "SELECT pgaadauth_create_principal(:'app', false, false) WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'app');" >"$work/role.sql"
sql postgres --set app="$TOSKA_CONTROL_IDENTITY" --file "$work/role.sql" >"$work/answer"

# The emulator's build does the same work, and needs none of the official packages. As az is signed in, also on a machine that
# has an identity of its own.
migrate() {
    AZURE_TOKEN_CREDENTIALS=AzureCliCredential \
        Mesh__Profile=cloud Mesh__Bus=serviceBus Mesh__ServiceBus__fullyQualifiedNamespace=unused.servicebus.windows.net \
        Mesh__Postgres="Host=$TOSKA_DATABASE_HOST;Database=$TOSKA_DATABASE;Username=$TOSKA_DEPLOYER_NAME;SSL Mode=VerifyFull" \
        Mesh__Postgres__UseIdentity=true Mesh__Documents__serviceUri="$TOSKA_DOCUMENTS_URI" \
        dotnet run --project src/Functions --configuration Release --no-launch-profile -p:FunctionsSdk=Emulator -- migrate
}
patiently 'AuthorizationPermissionMismatch' migrate || {
    cat "$work/errors" >&2
    fail "The mesh store was not migrated: the lines above say why. What was done stays, and running this again goes on from there."
}
sql "$TOSKA_DATABASE" --set app="$TOSKA_CONTROL_IDENTITY" --file infra/postgres/grants.sql

# An app that looked before a secret was there would look again within a day only.
az rest --method post --url "$TOSKA_FUNCTIONS_ID/config/configreferences/appsettings/refresh?api-version=2022-03-01" --output none
echo "The mesh store is ready. The first Admin key: az keyvault secret show --vault-name $TOSKA_CONTROL_VAULT --name Mesh--Bootstrap--ApiKey --query value --output tsv"
