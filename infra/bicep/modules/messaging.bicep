metadata description = 'The topic of the mesh\'s events, and a subscription for each consumer that the app listens to.'

param location string
param tags object
@minLength(6)
param nameSuffix string
param workspaceId string
@description('Private endpoints need the Premium tier.')
param privateNetworking bool
@description('The function app.')
param controlPlane string

var dataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
var dataReceiver = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
var tier = privateNetworking ? 'Premium' : 'Standard'

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: 'sb-${nameSuffix}'
  location: location
  tags: tags
  sku: { name: tier, tier: tier }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
  }

  resource topic 'topics' = {
    name: 'toskamesh-events'
    properties: {
      defaultMessageTimeToLive: 'P14D'
      // An event is sent at least once, with its id as the message's.
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: 'PT10M'
    }

    // The consumer of exports to Consul has none: it is switched off, and what nobody takes would pile up.
    resource serviceHistory 'subscriptions' = {
      name: 'toskamesh.service-history'
      properties: {
        maxDeliveryCount: 5
        lockDuration: 'PT1M'
        deadLetteringOnMessageExpiration: true
        deadLetteringOnFilterEvaluationExceptions: true
      }

      // Under this name, since the rule that lets everything through stays otherwise.
      resource rule 'rules' = {
        name: '$Default'
        properties: {
          filterType: 'SqlFilter'
          sqlFilter: {
            sqlExpression: loadTextContent('../filters/toskamesh.service-history.sql')
          }
        }
      }
    }
  }
}

resource sends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(namespace::topic.id, controlPlane, dataSender)
  scope: namespace::topic
  properties: {
    principalId: controlPlane
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
  }
}

resource receives 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(namespace::topic::serviceHistory.id, controlPlane, dataReceiver)
  scope: namespace::topic::serviceHistory
  properties: {
    principalId: controlPlane
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataReceiver)
  }
}

// No later version knows groups of categories.
#disable-next-line use-recent-api-versions
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: namespace
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }], metrics: [{ category: 'AllMetrics', enabled: true }] }
}

output id string = namespace.id
output name string = namespace.name
output fullyQualifiedNamespace string = split(split(namespace.properties.serviceBusEndpoint, '//')[1], ':')[0]
