metadata description = 'A mesh on Azure: the control plane as a function app, where gateways run, and what both keep their state in. The gateways themselves are gateway.bicep, once there are secrets and an image. docs/deploy-azure.md says what is what, and what none of this was tried against.'

import { gatewayNameOf, suffixOf, uniqueOf } from 'names.bicep'

@description('Part of every name, such as mesh-prod: letters, digits and hyphens.')
@minLength(3)
@maxLength(20)
param environmentName string
param location string = resourceGroup().location
param tags object = { 'azd-env-name': environmentName }

@description('active expects a tick every few seconds and keeps an instance on for it; resting scales to zero.')
@allowed(['active', 'resting'])
param mode string = 'active'

@description('Object id of who deploys: administrator of the database, and who puts secrets into the vaults.')
param deployerId string
@description('Its name in Microsoft Entra: of a user the user principal name, of a service principal its display name.')
param deployerName string
@allowed(['User', 'Group', 'ServicePrincipal'])
param deployerType string = 'User'

@description('Everything but the gateways is reached within a virtual network only; Service Bus and registry become Premium.')
param privateNetworking bool = false
param addressPrefix string = '10.64.0.0/22'
@description('Copies in other zones, for what has them.')
param zoneRedundant bool = false

@description('Each opens 10 connections to the database, which takes 429 as a B2s, and 859 as a D2ds_v5.')
@minValue(1)
@maxValue(80)
param functionsMaximumInstances int = zoneRedundant ? 80 : 40
@description('Networks from which gateways call the function app, separated by commas; with private networking they are known. Without any, no limit of the function app goes by a caller\'s address.')
param gatewayNetworks string = ''
@minValue(30)
@maxValue(730)
param logRetentionInDays int = 30

@description('Who is told of alerts. Empty: there are none, and no budget.')
param alertEmail string = ''
@description('In the subscription\'s currency; 0 sets no budget.')
@minValue(0)
param monthlyBudget int = 0
param budgetStart string = utcNow('yyyy-MM-01')

var unique = uniqueOf(environmentName, resourceGroup().id)
var nameSuffix = suffixOf(environmentName, resourceGroup().id)
var functionsName = 'func-${nameSuffix}'
// The ingress in front of gateways is one of the proxies, too.
var gatewaysCallFrom = empty(gatewayNetworks) && privateNetworking ? addressPrefix : gatewayNetworks
var trustedProxies = empty(gatewaysCallFrom) ? {} : { Mesh__RateLimit__TrustedProxies: '100.64.0.0/10,10.0.0.0/8,${gatewaysCallFrom}' }
var tick = mode == 'active' ? '*/5 * * * * *' : '0 */5 * * * *'

module control 'modules/identity.bicep' = {
  name: 'identity-control'
  params: { location: location, tags: tags, name: 'id-control-${nameSuffix}' }
}

module edge 'modules/identity.bicep' = {
  name: 'identity-gateway'
  params: { location: location, tags: tags, name: 'id-gateway-${nameSuffix}' }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    tags: tags
    nameSuffix: nameSuffix
    publishers: [control.outputs.principalId, edge.outputs.principalId]
    retentionInDays: logRetentionInDays
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  name: 'network'
  params: { location: location, tags: tags, nameSuffix: nameSuffix, addressPrefix: addressPrefix }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    location: location
    tags: tags
    nameSuffix: nameSuffix
    workspaceId: monitoring.outputs.workspaceId
    privateNetworking: privateNetworking
    controlPlane: control.outputs.principalId
    gateway: edge.outputs.principalId
    deployer: deployerId
    deployerType: deployerType
    zoneRedundant: zoneRedundant
  }
}

module messaging 'modules/messaging.bicep' = {
  name: 'messaging'
  params: {
    location: location
    tags: tags
    nameSuffix: nameSuffix
    workspaceId: monitoring.outputs.workspaceId
    privateNetworking: privateNetworking
    controlPlane: control.outputs.principalId
  }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: {
    location: location
    tags: tags
    nameSuffix: nameSuffix
    workspaceId: monitoring.outputs.workspaceId
    privateNetworking: privateNetworking
    administrator: deployerId
    administratorName: deployerName
    administratorType: deployerType
    zoneRedundant: zoneRedundant
  }
}

module cache 'modules/cache.bicep' = {
  name: 'cache'
  params: {
    location: location
    tags: tags
    nameSuffix: nameSuffix
    workspaceId: monitoring.outputs.workspaceId
    privateNetworking: privateNetworking
    users: [control.outputs.principalId, edge.outputs.principalId]
    zoneRedundant: zoneRedundant
  }
}

@description('What only the control plane may know.')
module controlVault 'modules/vault.bicep' = {
  name: 'vault-control'
  params: {
    location: location
    tags: tags
    name: take('kv-c-${unique}', 24)
    workspaceId: monitoring.outputs.workspaceId
    privateNetworking: privateNetworking
    readers: [control.outputs.principalId]
    deployer: deployerId
    deployerType: deployerType
  }
}

@description('What gateways know, too.')
module gatewayVault 'modules/vault.bicep' = {
  name: 'vault-gateway'
  params: {
    location: location
    tags: tags
    name: take('kv-g-${unique}', 24)
    workspaceId: monitoring.outputs.workspaceId
    privateNetworking: privateNetworking
    readers: [control.outputs.principalId, edge.outputs.principalId]
    deployer: deployerId
    deployerType: deployerType
  }
}

@description('What configurations refer to by name, for the services that they are of.')
module secretsVault 'modules/vault.bicep' = {
  name: 'vault-secrets'
  params: {
    location: location
    tags: tags
    name: take('kv-s-${unique}', 24)
    workspaceId: monitoring.outputs.workspaceId
    privateNetworking: privateNetworking
    readers: [control.outputs.principalId]
    deployer: deployerId
    deployerType: deployerType
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  params: {
    location: location
    tags: tags
    nameSuffix: nameSuffix
    workspaceId: monitoring.outputs.workspaceId
    privateNetworking: privateNetworking
    puller: edge.outputs.principalId
  }
}

module gatewayEnvironment 'modules/gateway-environment.bicep' = {
  name: 'gateway-environment'
  params: {
    location: location
    tags: tags
    nameSuffix: nameSuffix
    workspaceId: monitoring.outputs.workspaceId
    subnetId: network.?outputs.gatewaysSubnetId ?? ''
    zoneRedundant: zoneRedundant
  }
}

var gatewayHost = '${gatewayNameOf(environmentName)}.${gatewayEnvironment.outputs.defaultDomain}'
var functionsHost = '${functionsName}.azurewebsites.net'

module functions 'modules/functions.bicep' = {
  name: 'functions'
  params: {
    location: location
    tags: tags
    name: functionsName
    workspaceId: monitoring.outputs.workspaceId
    identityId: control.outputs.id
    packagesUri: storage.outputs.packagesUri
    subnetId: network.?outputs.functionsSubnetId ?? ''
    privateNetworking: privateNetworking
    mode: mode
    maximumInstances: functionsMaximumInstances
    zoneRedundant: zoneRedundant
    settings: union(trustedProxies, {
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.insightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${control.outputs.clientId};Authorization=AAD'
      AZURE_CLIENT_ID: control.outputs.clientId
      AzureWebJobsStorage__accountName: storage.outputs.hostName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: control.outputs.clientId
      // A binding names them, but Flex Consumption has no trigger for RabbitMQ, and nothing goes to Consul here.
      Mesh__RabbitMQ: 'amqp://localhost'
      AzureWebJobs_RecordServiceEvents_Disabled: 'true'
      AzureWebJobs_BuryServiceEvents_Disabled: 'true'
      AzureWebJobs_ExportChanges_Disabled: 'true'
      AzureWebJobs_BuryExports_Disabled: 'true'
      AzureWebJobs_ExportChangesOfTopic_Disabled: 'true'
      AzureWebJobs_BuryExportsOfTopic_Disabled: 'true'
      Mesh__Profile: 'cloud'
      Mesh__Mode: mode
      Mesh__Tick: tick
      Mesh__Bus: 'serviceBus'
      Mesh__ServiceBus__fullyQualifiedNamespace: messaging.outputs.fullyQualifiedNamespace
      Mesh__ServiceBus__credential: 'managedidentity'
      Mesh__ServiceBus__clientId: control.outputs.clientId
      Mesh__Postgres: 'Host=${database.outputs.host};Database=${database.outputs.database};Username=${control.outputs.name};SSL Mode=VerifyFull'
      Mesh__Postgres__UseIdentity: 'true'
      Mesh__Redis: '${cache.outputs.address},ssl=true,user=${control.outputs.principalId}'
      Mesh__Redis__UseIdentity: 'true'
      Mesh__Documents__serviceUri: storage.outputs.documentsUri
      Mesh__OwnAddresses: '${functionsHost},${gatewayHost}'
      Mesh__OwnPorts: '80,443'
      Mesh__Identity__Issuer: 'https://${gatewayHost}'
      Mesh__Identity__RotationSchedule: '0 7 * * * *'
      Mesh__Kubernetes__Schedule: '0 * * * * *'
      AzureWebJobs_SyncKubernetesServices_Disabled: 'true'
      Mesh__Secrets__VaultUri: secretsVault.outputs.uri
      Mesh__Identity__MasterKey: '@Microsoft.KeyVault(SecretUri=${controlVault.outputs.uri}secrets/Mesh--Identity--MasterKey)'
      Mesh__Bootstrap__Secret: '@Microsoft.KeyVault(SecretUri=${controlVault.outputs.uri}secrets/Mesh--Bootstrap--Secret)'
      Mesh__Bootstrap__ApiKey: '@Microsoft.KeyVault(SecretUri=${controlVault.outputs.uri}secrets/Mesh--Bootstrap--ApiKey)'
      Mesh__Gateway__ApiKey: '@Microsoft.KeyVault(SecretUri=${gatewayVault.outputs.uri}secrets/Mesh--Gateway--ApiKey)'
    })
  }
}

var endpoints = [
  { name: 'host-blob', group: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}' }
  { name: 'host-queue', group: 'queue', zone: 'privatelink.queue.${environment().suffixes.storage}' }
  { name: 'host-table', group: 'table', zone: 'privatelink.table.${environment().suffixes.storage}' }
  { name: 'documents-blob', group: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}' }
  { name: 'service-bus', group: 'namespace', zone: 'privatelink.servicebus.windows.net' }
  { name: 'postgres', group: 'postgresqlServer', zone: 'privatelink.postgres.database.azure.com' }
  { name: 'redis', group: 'redisEnterprise', zone: 'privatelink.redis.azure.net' }
  { name: 'vault-control', group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
  { name: 'vault-gateway', group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
  { name: 'vault-secrets', group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
  { name: 'registry', group: 'registry', zone: 'privatelink${environment().suffixes.acrLoginServer}' }
  { name: 'functions', group: 'sites', zone: 'privatelink.azurewebsites.net' }
]
var endpointTargets = [
  storage.outputs.hostId
  storage.outputs.hostId
  storage.outputs.hostId
  storage.outputs.documentsId
  messaging.outputs.id
  database.outputs.id
  cache.outputs.id
  controlVault.outputs.id
  gatewayVault.outputs.id
  secretsVault.outputs.id
  registry.outputs.id
  functions.outputs.id
]

module endpoint 'modules/private-endpoint.bicep' = [for (item, index) in endpoints: if (privateNetworking) {
  name: 'endpoint-${item.name}'
  params: {
    location: location
    tags: tags
    name: 'pe-${item.name}-${nameSuffix}'
    subnetId: network!.outputs.endpointsSubnetId
    targetId: endpointTargets[index]
    groupId: item.group
    zone: item.zone
  }
}]

module alerts 'modules/alerts.bicep' = if (!empty(alertEmail)) {
  name: 'alerts'
  params: {
    location: location
    tags: tags
    nameSuffix: nameSuffix
    email: alertEmail
    monthlyBudget: monthlyBudget
    budgetStart: budgetStart
    insightsId: monitoring.outputs.insightsId
    serviceBusId: messaging.outputs.id
    databaseId: database.outputs.id
  }
}

// For azd, infra/azure/postprovision.sh and gateway.bicep. Names and addresses only.
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.loginServer
output TOSKA_FUNCTIONS_ID string = functions.outputs.id
output TOSKA_FUNCTIONS_URI string = functions.outputs.uri
output TOSKA_GATEWAY_URI string = 'https://${gatewayHost}'
output TOSKA_CONTROL_VAULT string = controlVault.outputs.name
output TOSKA_GATEWAY_VAULT string = gatewayVault.outputs.name
output TOSKA_SECRETS_VAULT string = secretsVault.outputs.name
output TOSKA_CONTROL_IDENTITY string = control.outputs.name
output TOSKA_DATABASE_ID string = database.outputs.id
output TOSKA_DATABASE_HOST string = database.outputs.host
output TOSKA_DATABASE string = database.outputs.database
output TOSKA_DOCUMENTS_URI string = storage.outputs.documentsUri
