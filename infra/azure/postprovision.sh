#!/bin/sh
# Run by azd after it provisioned; by hand, export what 'azd env get-values' or the deployment's outputs say. Again does no harm.
# Needs az (signed in as who deployed), psql, openssl and the .NET SDK. It makes the secrets that are not there yet, gives the
# function app's identity a role in the database, and migrates.
set -eu
cd "$(dirname "$0")/../.."
: "${TOSKA_CONTROL_VAULT:?}" "${TOSKA_GATEWAY_VAULT:?}" "${TOSKA_CONTROL_IDENTITY:?}" "${TOSKA_DATABASE_HOST:?}" "${TOSKA_DATABASE:?}"
: "${TOSKA_DOCUMENTS_URI:?}" "${TOSKA_DEPLOYER_NAME:?}"
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# random BYTES: as base64url, without padding
random() { openssl rand "$1" | openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# keep VAULT NAME FILE: puts the secret there unless there is one; never through an argument, which every process may read
keep() {
    if az keyvault secret show --vault-name "$1" --name "$2" --query id --output none 2>/dev/null; then return; fi
    az keyvault secret set --vault-name "$1" --name "$2" --file "$3" --encoding utf-8 --output none
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
export PGHOST="$TOSKA_DATABASE_HOST" PGUSER="$TOSKA_DEPLOYER_NAME" PGSSLMODE=require
printf '%s\n' "SELECT pgaadauth_create_principal(:'app', false, false) WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'app');" >"$work/role.sql"
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --dbname postgres --set app="$TOSKA_CONTROL_IDENTITY" --file "$work/role.sql"

# The emulator's build does the same work, and needs none of the official packages.
Mesh__Profile=cloud Mesh__Bus=serviceBus Mesh__ServiceBus__fullyQualifiedNamespace=unused.servicebus.windows.net \
    Mesh__Postgres="Host=$TOSKA_DATABASE_HOST;Database=$TOSKA_DATABASE;Username=$TOSKA_DEPLOYER_NAME;SSL Mode=VerifyFull" \
    Mesh__Postgres__UseIdentity=true Mesh__Documents__serviceUri="$TOSKA_DOCUMENTS_URI" \
    dotnet run --project src/Functions --configuration Release --no-launch-profile -p:FunctionsSdk=Emulator -- migrate

psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --dbname "$TOSKA_DATABASE" --set app="$TOSKA_CONTROL_IDENTITY" --file infra/postgres/grants.sql
echo "The mesh store is ready. The first Admin key: az keyvault secret show --vault-name $TOSKA_CONTROL_VAULT --name Mesh--Bootstrap--ApiKey --query value --output tsv"
