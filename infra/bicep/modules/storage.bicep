metadata description = 'Two storage accounts without keys: the host\'s own, and that of the documents, of which gateways may read and nobody else may write.'

import { compactOf } from '../names.bicep'

param location string
param tags object
@minLength(6)
param nameSuffix string
param workspaceId string
param privateNetworking bool
@description('The function app.')
param controlPlane string
@description('The gateways.')
param gateway string
@description('Who runs migrate.')
param deployer string
param deployerType string
param zoneRedundant bool

var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var blobDataReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var compactSuffix = compactOf(nameSuffix, 21)

resource host 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'sth${compactSuffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: privateNetworking ? 'Deny' : 'Allow', bypass: 'None' }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: 'app-package'
      properties: { publicAccess: 'None' }
    }
  }
}

resource documents 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'std${compactSuffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: privateNetworking ? 'Deny' : 'Allow', bypass: 'None' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    // The documents are made anew from the store when they are lost, so nothing is kept of old ones.
    properties: { deleteRetentionPolicy: { enabled: false }, isVersioningEnabled: false }

    resource routes 'containers' = {
      name: 'toska-routes'
      properties: { publicAccess: 'None' }
    }

    resource credentials 'containers' = {
      name: 'toska-credentials'
      properties: { publicAccess: 'None' }
    }
  }
}

// The host keeps its locks and packages in blobs, and orchestrations in queues and tables.
resource hostRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in [blobDataOwner, queueDataContributor, tableDataContributor]: {
  name: guid(host.id, controlPlane, role)
  scope: host
  properties: {
    principalId: controlPlane
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource writesRoutes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(documents::blobs::routes.id, controlPlane, blobDataContributor)
  scope: documents::blobs::routes
  properties: {
    principalId: controlPlane
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
}

resource writesCredentials 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(documents::blobs::credentials.id, controlPlane, blobDataContributor)
  scope: documents::blobs::credentials
  properties: {
    principalId: controlPlane
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
}

resource readsRoutes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(documents::blobs::routes.id, gateway, blobDataReader)
  scope: documents::blobs::routes
  properties: {
    principalId: gateway
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataReader)
  }
}

resource readsCredentials 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(documents::blobs::credentials.id, gateway, blobDataReader)
  scope: documents::blobs::credentials
  properties: {
    principalId: gateway
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataReader)
  }
}

// migrate looks at the containers' access level.
resource migrates 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(documents.id, deployer, blobDataContributor)
  scope: documents
  properties: {
    principalId: deployer
    principalType: deployerType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
}

// No later version knows groups of categories.
#disable-next-line use-recent-api-versions
resource hostLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: host::blobs
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'audit', enabled: true }], metrics: [{ category: 'Transaction', enabled: true }] }
}

// No later version knows groups of categories.
#disable-next-line use-recent-api-versions
resource documentsLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: documents::blobs
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'audit', enabled: true }], metrics: [{ category: 'Transaction', enabled: true }] }
}

output hostId string = host.id
output hostName string = host.name
output packagesUri string = '${host.properties.primaryEndpoints.blob}${host::blobs::packages.name}'
output documentsId string = documents.id
output documentsUri string = documents.properties.primaryEndpoints.blob
