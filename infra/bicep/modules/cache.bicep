metadata description = 'Counters of limits and the change signal: nothing in it may not go.'

param location string
param tags object
@minLength(6)
param nameSuffix string
param workspaceId string
param privateNetworking bool
@description('Object ids that may use it.')
param users string[]
param zoneRedundant bool

resource cluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'redis-${nameSuffix}'
  location: location
  tags: tags
  sku: { name: 'Balanced_B0' }
  properties: {
    minimumTlsVersion: '1.2'
    highAvailability: zoneRedundant ? 'Enabled' : 'Disabled'
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
  }

  resource database 'databases' = {
    name: 'default'
    properties: {
      accessKeysAuthentication: 'Disabled'
      clientProtocol: 'Encrypted'
      // One address for the whole, as for a single server.
      clusteringPolicy: 'EnterpriseCluster'
      evictionPolicy: 'VolatileTTL'
      port: 10000
    }

    @batchSize(1)
    resource access 'accessPolicyAssignments' = [for user in users: {
      // Letters and digits only.
      name: replace(user, '-', '')
      properties: { accessPolicyName: 'default', user: { objectId: user } }
    }]
  }
}

// No later version knows groups of categories.
#disable-next-line use-recent-api-versions
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: cluster
  properties: { workspaceId: workspaceId, metrics: [{ category: 'AllMetrics', enabled: true }] }
}

output id string = cluster.id
output name string = cluster.name
output address string = '${cluster.properties.hostName}:${cluster::database.properties.port}'
