metadata description = 'What the two parts of the mesh sign in as. They are made before everything else, so that each part has its roles before its first start.'

param location string
param tags object
@description('Such as the part that signs in with it.')
param name string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

output id string = identity.id
output name string = identity.name
output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
