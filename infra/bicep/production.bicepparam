using 'main.bicep'

// A mesh that others rely on: within a virtual network, in three zones, with alerts and a budget.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'mesh-prod')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param deployerId = readEnvironmentVariable('TOSKA_DEPLOYER_ID', '00000000-0000-0000-0000-000000000000')
param deployerName = readEnvironmentVariable('TOSKA_DEPLOYER_NAME', 'deployer@example.com')
param deployerType = readEnvironmentVariable('TOSKA_DEPLOYER_TYPE', 'ServicePrincipal')
param mode = 'active'
param privateNetworking = true
param zoneRedundant = true
param logRetentionInDays = 90
param alertEmail = readEnvironmentVariable('TOSKA_ALERT_EMAIL', 'operators@example.com')
param monthlyBudget = int(readEnvironmentVariable('TOSKA_MONTHLY_BUDGET', '1500'))
param budgetStart = readEnvironmentVariable('TOSKA_BUDGET_START', '2027-01-01')
