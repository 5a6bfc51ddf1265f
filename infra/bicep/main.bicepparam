using 'main.bicep'

// azd fills in the variables; by hand they are exported before 'az deployment group create'.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'mesh')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param deployerId = readEnvironmentVariable('TOSKA_DEPLOYER_ID', '00000000-0000-0000-0000-000000000000')
param deployerName = readEnvironmentVariable('TOSKA_DEPLOYER_NAME', 'deployer@example.com')
param deployerType = readEnvironmentVariable('TOSKA_DEPLOYER_TYPE', 'User')
param mode = readEnvironmentVariable('TOSKA_MODE', 'active')
param privateNetworking = bool(readEnvironmentVariable('TOSKA_PRIVATE', 'false'))
param zoneRedundant = bool(readEnvironmentVariable('TOSKA_ZONES', 'false'))
param gatewayNetworks = readEnvironmentVariable('TOSKA_GATEWAY_NETWORKS', '')
param alertEmail = readEnvironmentVariable('TOSKA_ALERT_EMAIL', '')
param monthlyBudget = int(readEnvironmentVariable('TOSKA_MONTHLY_BUDGET', '0'))
param budgetStart = readEnvironmentVariable('TOSKA_BUDGET_START', '2027-01-01')
