metadata description = 'Names that both deployments must know.'

@export()
@description('The same for the same environment in the same group, and nowhere else.')
func uniqueOf(environmentName string, resourceGroupId string) string => uniqueString(resourceGroupId, environmentName)

@export()
@description('The end of most names.')
func suffixOf(environmentName string, resourceGroupId string) string =>
  '${toLower(environmentName)}-${take(uniqueOf(environmentName, resourceGroupId), 6)}'

@export()
func gatewayNameOf(environmentName string) string => take('ca-gateway-${toLower(environmentName)}', 32)
