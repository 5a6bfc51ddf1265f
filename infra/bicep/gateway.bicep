metadata description = 'The data plane: the gateway as a container app that is never without a replica. Deployed after main.bicep and infra/azure/postprovision.sh, since Azure refuses a container app whose secret is not in its vault yet; azd does so at each deployment of the service of this name.'

import { compactOf, gatewayNameOf, suffixOf, uniqueOf } from 'names.bicep'

@description('As main.bicep was told.')
@minLength(3)
@maxLength(20)
param environmentName string
param location string = resourceGroup().location
param tags object = { 'azd-env-name': environmentName }
@allowed(['active', 'resting'])
param mode string = 'active'
param zoneRedundant bool = false

@description('In the registry that main.bicep made.')
@minLength(1)
param image string
@minValue(1)
param minimumReplicas int = zoneRedundant ? 3 : 1
@minValue(1)
@maxValue(1000)
param maximumReplicas int = 10
@description('From where the environment\'s own ingress reaches a replica, which nothing else does.')
@minLength(1)
param trustedProxies string[] = ['100.64.0.0/10', '10.0.0.0/8']

var nameSuffix = suffixOf(environmentName, resourceGroup().id)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-gateway-${nameSuffix}'
}

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' existing = {
  name: 'cae-${nameSuffix}'
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crtoska${compactOf(nameSuffix, 43)}'
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'appi-${nameSuffix}'
}

resource documents 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'std${compactOf(nameSuffix, 21)}'
}

resource cache 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  name: 'redis-${nameSuffix}'

  resource database 'databases' existing = {
    name: 'default'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: take('kv-g-${uniqueOf(environmentName, resourceGroup().id)}', 24)
}

resource functions 'Microsoft.Web/sites@2025-03-01' existing = {
  name: 'func-${nameSuffix}'
}

var settings = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  AZURE_CLIENT_ID: identity.properties.clientId
  Mesh__Profile: 'cloud'
  Mesh__Mode: mode
  Mesh__DataDirectory: '/data'
  Mesh__Documents__serviceUri: documents.properties.primaryEndpoints.blob
  Mesh__Redis: '${cache.properties.hostName}:${cache::database.properties.port},ssl=true,user=${identity.properties.principalId}'
  Mesh__Redis__UseIdentity: 'true'
  Mesh__Gateway__Bind: '0.0.0.0'
  Mesh__Gateway__ControlPlane: 'https://${functions.properties.defaultHostName}'
  // Only the ingress' port is reached from outside.
  Mesh__Gateway__MetricsPort: '9090'
}
var apiKey = 'mesh-gateway-apikey'

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: gatewayNameOf(environmentName)
  location: location
  tags: union(tags, { 'azd-service-name': 'gateway' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: 8080, transport: 'auto', allowInsecure: false }
      registries: [{ server: registry.properties.loginServer, identity: identity.id }]
      secrets: [{ name: apiKey, keyVaultUrl: '${vault.properties.vaultUri}secrets/Mesh--Gateway--ApiKey', identity: identity.id }]
    }
    template: {
      // Longer than the gateway takes to drain: its delay and its time-out for requests in flight.
      terminationGracePeriodSeconds: 40
      containers: [
        {
          name: 'gateway'
          image: image
          resources: { cpu: json('1.0'), memory: '2Gi' }
          // No threshold may be over 10 here.
          probes: [
            { type: 'Startup', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 3, failureThreshold: 10 }
            { type: 'Liveness', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 10, failureThreshold: 3 }
            { type: 'Readiness', httpGet: { path: '/health/ready', port: 8080 }, periodSeconds: 2, failureThreshold: 2 }
          ]
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }]
          env: concat(
            map(items(settings), setting => { name: setting.key, value: setting.value }),
            map(range(0, length(trustedProxies)), index => { name: 'Mesh__Gateway__TrustedProxies__${index}', value: trustedProxies[index] }),
            [{ name: 'Mesh__Gateway__ApiKey', secretRef: apiKey }]
          )
        }
      ]
      volumes: [{ name: 'data', storageType: 'EmptyDir' }]
      scale: {
        minReplicas: minimumReplicas
        maxReplicas: maximumReplicas
        rules: [{ name: 'http', http: { metadata: { concurrentRequests: '200' } } }]
      }
    }
  }
}

output SERVICE_GATEWAY_NAME string = app.name
output SERVICE_GATEWAY_URI string = 'https://${app.properties.configuration.ingress!.fqdn}'
