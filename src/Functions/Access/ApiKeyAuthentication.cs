using ToskaMesh.Functions.Identity;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

internal sealed class ApiKeyAuthentication(IApiKeyStore keys, ApiKeyUses uses, TimeProvider time) : IApiKeyAuthentication
{
    public async Task<Caller?> AuthenticateAsync(string? presented, CancellationToken cancellationToken)
    {
        if (!ApiKey.TryParse(presented, out var key))
        {
            return null;
        }

        var stored = await keys.FindAsync(key.Id, cancellationToken);
        if (!ApiKeyRules.Accepts(stored, key, time.GetUtcNow()) || stored is null)
        {
            return null;
        }

        await uses.NoteAsync(stored, cancellationToken);
        return stored.ToCaller();
    }
}
