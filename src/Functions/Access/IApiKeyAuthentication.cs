using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

/// <summary>Finds out who holds an API key.</summary>
public interface IApiKeyAuthentication
{
    /// <summary>Null for anything but a valid key.</summary>
    Task<Caller?> AuthenticateAsync(string? presented, CancellationToken cancellationToken);
}
