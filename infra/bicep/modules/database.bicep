metadata description = 'The mesh store. Only Microsoft Entra signs in; the deployer is its administrator, and gives the function app\'s identity a role that may read and write rows, and nothing else (infra/azure/postprovision.sh).'

param location string
param tags object
@minLength(6)
param nameSuffix string
param workspaceId string
param privateNetworking bool
@description('Object id of who administers the database and runs migrate.')
param administrator string
@description('Its name in Microsoft Entra, by which it signs in.')
param administratorName string
param administratorType string
param zoneRedundant bool

var database = 'toskamesh'

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: 'psql-${nameSuffix}'
  location: location
  tags: tags
  sku: zoneRedundant ? { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' } : { name: 'Standard_B2s', tier: 'Burstable' }
  properties: {
    version: '17'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: zoneRedundant ? 'Enabled' : 'Disabled'
    }
    highAvailability: { mode: zoneRedundant ? 'ZoneRedundant' : 'Disabled' }
    network: { publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled' }
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
  }

  resource store 'databases' = {
    name: database
    properties: { charset: 'UTF8', collation: 'en_US.utf8' }
  }

  resource tls 'configurations' = {
    name: 'ssl_min_protocol_version'
    properties: { value: 'TLSv1.2', source: 'user-override' }
    dependsOn: [store]
  }

  resource encrypted 'configurations' = {
    name: 'require_secure_transport'
    properties: { value: 'on', source: 'user-override' }
    dependsOn: [tls]
  }

  resource administrators 'administrators' = {
    name: administrator
    properties: {
      principalName: administratorName
      principalType: administratorType
      tenantId: tenant().tenantId
    }
    dependsOn: [encrypted]
  }

  // The plan's outgoing addresses are not known before: without private networking every service within Azure may knock.
  resource azure 'firewallRules' = if (!privateNetworking) {
    name: 'azure-services'
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
    dependsOn: [administrators]
  }
}

// No later version knows groups of categories.
#disable-next-line use-recent-api-versions
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: server
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }], metrics: [{ category: 'AllMetrics', enabled: true }] }
}

output id string = server.id
output name string = server.name
output host string = server.properties.fullyQualifiedDomainName
output database string = database
