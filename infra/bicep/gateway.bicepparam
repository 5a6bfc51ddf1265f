using 'gateway.bicep'

// azd fills in the variables; by hand they are exported before 'az deployment group create'.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'mesh')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param mode = readEnvironmentVariable('TOSKA_MODE', 'active')
param zoneRedundant = bool(readEnvironmentVariable('TOSKA_ZONES', 'false'))
// There is no default for what is to be deployed.
param image = readEnvironmentVariable('SERVICE_GATEWAY_IMAGE_NAME')
param maximumReplicas = int(readEnvironmentVariable('TOSKA_GATEWAY_MAXIMUM', '10'))
