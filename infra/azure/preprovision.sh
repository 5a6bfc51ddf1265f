#!/bin/sh
# Run by azd before it provisions: who deploys, as az is signed in, since az is what postprovision.sh goes by. Again does no harm.
set -eu

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

for program in az psql openssl dotnet; do
    command -v "$program" >/dev/null || fail "$program is not on the PATH, and infra/azure/postprovision.sh needs it: docs/deploy-azure.md."
done

case "${AZURE_ENV_NAME:-}" in
    ??? | ????*) ;;
    *) fail "The environment's name '${AZURE_ENV_NAME:-}' is part of every name, and too short for one: azd env new, with 3 to 20 letters, digits and hyphens." ;;
esac
case "$AZURE_ENV_NAME" in
    *[!A-Za-z0-9-]* | -* | *- | *--* | ?????????????????????*)
        fail "The environment's name '$AZURE_ENV_NAME' is part of every name, and cannot be: azd env new, with 3 to 20 letters, digits and hyphens, no hyphen first, last or twice in a row." ;;
esac

type=$(az account show --query user.type --output tsv 2>/dev/null) || fail "az is not signed in: az login, as the one that azd is signed in as."
if [ "$type" = user ]; then
    id=$(az ad signed-in-user show --query id --output tsv) || fail "Microsoft Entra does not say who is signed in to az: the lines above say why."
    name=$(az ad signed-in-user show --query userPrincipalName --output tsv)
    type=User
else
    # A pipeline signs in as an application.
    application=$(az account show --query user.name --output tsv)
    id=$(az ad sp show --id "$application" --query id --output tsv) \
        || fail "Microsoft Entra does not know the application '$application' that az is signed in as. A machine's managed identity cannot be looked up: sign in as a person or as a service principal."
    name=$(az ad sp show --id "$application" --query displayName --output tsv)
    type=ServicePrincipal
fi
azd env set TOSKA_DEPLOYER_ID "$id"
azd env set TOSKA_DEPLOYER_NAME "$name"
azd env set TOSKA_DEPLOYER_TYPE "$type"

# A budget begins with a month, and keeps the one that it was made in.
if [ -z "${TOSKA_BUDGET_START:-}" ]; then
    azd env set TOSKA_BUDGET_START "$(date -u +%Y-%m-01)"
fi
