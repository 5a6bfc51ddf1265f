metadata description = 'The data plane: the gateway as a container app that is never without a replica.'

param location string
param tags object
param name string
param environmentId string
param identityId string
param registryServer string
@description('Empty until one was built: then a placeholder holds the address.')
param image string
@minValue(1)
param minimumReplicas int
@minValue(1)
param maximumReplicas int
@description('Name and value of each setting that is no secret.')
param settings object
@description('Name of each setting that is one, and where it lies in a vault.')
param vaultSettings object

var isBuilt = !empty(image)
var port = isBuilt ? 8080 : 80
var probes = [
  { type: 'Startup', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 1, failureThreshold: 30 }
  { type: 'Liveness', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 10, failureThreshold: 3 }
  { type: 'Readiness', httpGet: { path: '/health/ready', port: 8080 }, periodSeconds: 2, failureThreshold: 2 }
]

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'gateway' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: port, transport: 'auto', allowInsecure: false }
      registries: [{ server: registryServer, identity: identityId }]
      secrets: [for setting in items(vaultSettings): {
        name: toLower(replace(setting.key, '__', '-'))
        keyVaultUrl: setting.value
        identity: identityId
      }]
    }
    template: {
      // Longer than the gateway takes to drain: its delay and its time-out for requests in flight.
      terminationGracePeriodSeconds: 40
      containers: [
        {
          name: 'gateway'
          image: isBuilt ? image : 'mcr.microsoft.com/k8se/quickstart:latest'
          resources: { cpu: json('1.0'), memory: '2Gi' }
          probes: isBuilt ? probes : []
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }]
          env: concat(
            map(items(settings), setting => { name: setting.key, value: setting.value }),
            map(items(vaultSettings), setting => { name: setting.key, secretRef: toLower(replace(setting.key, '__', '-')) })
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

output id string = app.id
output name string = app.name
output uri string = 'https://${app.properties.configuration.ingress!.fqdn}'
