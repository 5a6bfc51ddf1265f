metadata description = 'The control plane: a function app on Flex Consumption.'

param location string
param tags object
param name string
param workspaceId string
param identityId string
@description('Container of the packages that are deployed.')
param packagesUri string
@description('Empty without private networking.')
param subnetId string
param privateNetworking bool
@description('active keeps an instance on for the timer; resting keeps none.')
@allowed(['active', 'resting'])
param mode string
@minValue(1)
@maxValue(1000)
param maximumInstances int
param zoneRedundant bool
@description('Name and value of each setting.')
param settings object

// Each function that is no HTTP, durable or blob trigger scales in instances of its own. Orchestrations on Azure Storage
// want one that is there, or each message waits for a start.
var awake = map(['http', 'durable', 'function:Tick'], group => { name: group, instanceCount: zoneRedundant ? 2 : 1 })

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUri
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstances
        alwaysReady: mode == 'active' ? awake : []
        // A request waits for the database, seldom for the processor; the plan's own 16 would start four times the instances.
        triggers: { http: { perInstanceConcurrency: 64 } }
      }
    }
  }

  resource values 'config' = {
    name: 'appsettings'
    properties: settings
  }

  // Packages are deployed with a token of Microsoft Entra, never with a publishing password.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
    // A site refuses two changes at once.
    dependsOn: [values]
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
    dependsOn: [ftp]
  }
}

// No later version knows groups of categories.
#disable-next-line use-recent-api-versions
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: app
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }], metrics: [{ category: 'AllMetrics', enabled: true }] }
}

output id string = app.id
output name string = app.name
output uri string = 'https://${app.properties.defaultHostName}'
