metadata description = 'Names that both deployments must know.'

@export()
@description('The same for the same environment in the same group, and nowhere else.')
func uniqueOf(environmentName string, resourceGroupId string) string => uniqueString(resourceGroupId, environmentName)

@export()
@description('The end of most names.')
func suffixOf(environmentName string, resourceGroupId string) string =>
  '${toLower(environmentName)}-${take(uniqueOf(environmentName, resourceGroupId), 6)}'

@export()
@description('For names without hyphens, and with at most so many characters: what is too long loses its begin, since what makes it unique is at its end.')
func compactOf(suffix string, most int) string =>
  substring(replace(suffix, '-', ''), max(0, length(replace(suffix, '-', '')) - most))

@export()
func gatewayNameOf(environmentName string) string => take('ca-gateway-${toLower(environmentName)}', 32)
