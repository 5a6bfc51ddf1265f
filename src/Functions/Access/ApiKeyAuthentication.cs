using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

/// <summary>Finds out who holds an API key.</summary>
internal sealed class ApiKeyAuthentication(IApiKeyStore keys, TimeProvider time)
{
    // Compared with when there is no such key, so that the time of an answer does not tell ids apart.
    private static readonly string NobodysHash = Convert.ToBase64String(new byte[32]);

    /// <summary>Null for anything but a valid key.</summary>
    public async Task<Caller?> AuthenticateAsync(string? presented, CancellationToken cancellationToken)
    {
        if (!ApiKey.TryParse(presented, out var key))
        {
            return null;
        }

        var stored = await keys.FindAsync(key.Id, cancellationToken);
        var matches = key.Matches(stored?.Hash ?? NobodysHash);
        return matches && stored is not null && !(stored.ExpiresAt <= time.GetUtcNow()) ? stored.ToCaller() : null;
    }
}
