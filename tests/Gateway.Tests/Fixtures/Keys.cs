using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Gateway.Tests.Fixtures;

internal static class Keys
{
    public static PublishedApiKey Published(ApiKey key, DateTimeOffset? expiresAt = null) =>
        new() { Id = key.Id, Hash = key.Hash(), Role = Role.Service, ExpiresAt = expiresAt };
}
