metadata description = 'The gateway\'s images.'

import { compactOf } from '../names.bicep'

param location string
param tags object
@minLength(6)
param nameSuffix string
param workspaceId string
@description('Private endpoints need the Premium tier.')
param privateNetworking bool
@description('The gateways.')
param puller string

var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crtoska${compactOf(nameSuffix, 43)}'
  location: location
  tags: tags
  sku: { name: privateNetworking ? 'Premium' : 'Basic' }
  properties: {
    adminUserEnabled: false
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
  }
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, puller, acrPull)
  scope: registry
  properties: {
    principalId: puller
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
  }
}

// No later version knows groups of categories.
#disable-next-line use-recent-api-versions
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: registry
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'audit', enabled: true }], metrics: [{ category: 'AllMetrics', enabled: true }] }
}

output id string = registry.id
output name string = registry.name
output loginServer string = registry.properties.loginServer
