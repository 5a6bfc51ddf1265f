metadata description = 'Who is told, and of what: a control plane that fails, dead letters, a full database, and money.'

param location string
param tags object
@minLength(6)
param nameSuffix string
param email string
@description('In the subscription\'s currency; 0 sets no budget.')
@minValue(0)
param monthlyBudget int
@description('First day of a month, as yyyy-MM-01.')
param budgetStart string
param insightsId string
param serviceBusId string
param databaseId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${nameSuffix}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'toskamesh'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource failures 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'control-plane-failures'
  location: 'global'
  tags: tags
  properties: {
    description: 'Requests to the control plane fail. Traffic goes on; what changes meanwhile does not reach gateways.'
    severity: 2
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [{ criterionType: 'StaticThresholdCriterion', name: 'failed', metricName: 'requests/failed', timeAggregation: 'Count', operator: 'GreaterThan', threshold: 10 }]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Events could not be handled after five deliveries: GET /api/Messaging/dead-letters shows them.'
    severity: 2
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [{ criterionType: 'StaticThresholdCriterion', name: 'dead', metricName: 'DeadletteredMessages', timeAggregation: 'Maximum', operator: 'GreaterThan', threshold: 0 }]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource storage 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'database-storage'
  location: 'global'
  tags: tags
  properties: {
    description: 'The mesh store fills its disk.'
    severity: 2
    enabled: true
    scopes: [databaseId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [{ criterionType: 'StaticThresholdCriterion', name: 'full', metricName: 'storage_percent', timeAggregation: 'Average', operator: 'GreaterThan', threshold: 80 }]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource parked 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'parked-events'
  location: location
  tags: tags
  properties: {
    description: 'The outbox gave up on an event: GET /api/Messaging/outbox/parked shows it.'
    severity: 2
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [{ query: 'customMetrics | where name == "toska_outbox_parked" and value > 0', timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }]
    }
    actions: { actionGroups: [people.id] }
  }
}

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = if (monthlyBudget > 0) {
  name: 'budget-${nameSuffix}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStart }
    notifications: {
      expected: { enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted', contactEmails: [email] }
      actual: { enabled: true, operator: 'GreaterThan', threshold: 80, thresholdType: 'Actual', contactEmails: [email] }
    }
  }
}
