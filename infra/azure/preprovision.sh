#!/bin/sh
# Run by azd before it provisions: who deploys, by name, and which of the two builds is published.
set -eu
name=$(az ad signed-in-user show --query userPrincipalName --output tsv 2>/dev/null) || name=
if [ -n "$name" ]; then
    type=User
else
    # A pipeline signs in as an application.
    name=$(az ad sp show --id "$(az account show --query user.name --output tsv)" --query displayName --output tsv)
    type=ServicePrincipal
fi
azd env set TOSKA_DEPLOYER_NAME "$name"
azd env set AZURE_PRINCIPAL_TYPE "$type"
# MSBuild takes it from the environment: the official packages instead of the emulator.
azd env set FunctionsSdk Azure
